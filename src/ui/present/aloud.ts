/**
 * The step read aloud by a voice of this device: its title and what is told of it, the words that stand on the page. A voice
 * that asks a server is none of them: no word of the page leaves the device.
 */
import { textsOf } from '../../i18n/index.ts';
import type { Lang } from '../../i18n/lang.ts';
import { traceOf } from '../../store/derived.ts';
import type { PageStore } from '../../store/store.ts';
import { told } from './tell-class.ts';

/** Voices are told of a moment after they were first asked for. */
const VOICES_MS = 1500;
/** A reader who steps on fast is not read the beginning of each. */
const SETTLE_MS = 400;

/** By language the tags of voices that speak it, the likest first: Cantonese reads another Chinese. */
const SPOKEN: { readonly [L in Lang]: readonly RegExp[] } = {
  en: [/^en\b/i],
  'zh-CN': [/^(?:zh|cmn)[-_](?:hans|cn)/i, /^(?:zh|cmn)(?:$|[-_](?!hk|mo|yue))/i],
};

export interface AloudReading {
  readonly stop: () => void;
}

function voiceOf(synthesis: SpeechSynthesis, lang: Lang): SpeechSynthesisVoice | null {
  const own = synthesis.getVoices().filter(({ localService }) => localService);
  for (const tag of SPOKEN[lang]) {
    const voice = own.find((one) => tag.test(one.lang));
    if (voice) return voice;
  }
  return null;
}

/** `onVoice` is told whether this device has a voice for the language that is shown, whenever that is asked. */
export function readAloud(page: PageStore, window: Window, onVoice: (has: boolean) => void): AloudReading {
  // an old browser has none
  const synthesis = window.speechSynthesis as SpeechSynthesis | undefined;
  let timer: number | undefined;
  const speak = (): boolean => {
    const state = page.getState();
    const voice = synthesis ? voiceOf(synthesis, state.lang) : null;
    onVoice(voice !== null);
    const step = told(state, state.step);
    if (!synthesis || !voice || !step) return false;
    const words = new SpeechSynthesisUtterance(textsOf(state.lang).present.aloud.says(step.title, step.say));
    words.voice = voice;
    words.lang = voice.lang;
    synthesis.speak(words);
    return true;
  };
  const later = (ms: number): void => {
    synthesis?.cancel();
    window.clearTimeout(timer);
    timer = window.setTimeout(speak, ms);
  };
  const onVoices = (): void => later(0);
  const quiet = (): void => synthesis?.cancel();
  const unsubscribe = page.subscribe((now, before) => {
    if (now.step !== before.step || now.lang !== before.lang || traceOf(now) !== traceOf(before))
      later(SETTLE_MS);
  });
  // it would be heard on after the page is gone
  window.addEventListener('pagehide', quiet);
  if (synthesis && synthesis.getVoices().length === 0) {
    synthesis.addEventListener('voiceschanged', onVoices, { once: true });
    timer = window.setTimeout(speak, VOICES_MS);
  } else speak();
  return {
    stop() {
      unsubscribe();
      window.clearTimeout(timer);
      synthesis?.removeEventListener('voiceschanged', onVoices);
      window.removeEventListener('pagehide', quiet);
      quiet();
    },
  };
}
