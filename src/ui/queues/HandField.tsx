/** One field of a command. Names of what stands in the vhost are offered, and any other may be typed. */
import { useId } from 'react';
import { exchangeNames } from '../../core/amqp/route-preview.ts';
import type { VhostState } from '../../core/trace/world.ts';
import type { Texts } from '../../i18n/index.ts';
import { traceOf, worldOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Input, Select } from '../shared/Select.tsx';
import type { HandArgument } from './hand-command.ts';
import { TableField } from './TableField.tsx';

interface Props {
  readonly field: HandArgument;
  readonly vhost: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly texts: Texts;
}

export function HandField({ field, vhost, value, onChange, texts }: Props) {
  const id = useId();
  const t = texts.queues.hand;
  const label = t.fields[field.name];
  if (field.kind === 'flag') {
    return (
      <label className="mt-5.5 inline-flex min-h-9 items-center gap-2 text-ui touch:min-h-[44px]">
        <input
          type="checkbox"
          className="size-5 accent-ink"
          checked={value === 'true'}
          data-field={field.name}
          onChange={(event) => onChange(event.target.checked ? 'true' : '')}
        />
        {label}
      </label>
    );
  }
  if (field.kind === 'table') {
    return <TableField label={label} name={field.name} value={value} onChange={onChange} texts={texts} />;
  }
  return (
    <div className="grid max-w-full min-w-0 gap-1 text-cap font-medium text-ink-2">
      <label htmlFor={id}>{label}</label>
      <Control id={id} field={field} vhost={vhost} value={value} onChange={onChange} texts={texts} />
    </div>
  );
}

function Control(props: Props & { readonly id: string }) {
  const { id, field, value, onChange } = props;
  switch (field.kind) {
    case 'choice':
    case 'client':
    case 'owner':
      return <Choice {...props} />;
    case 'exchange':
    case 'queue':
    case 'place':
      return <Named {...props} />;
    default:
      return (
        <Input
          id={id}
          className="w-44 font-mono"
          lang="en"
          inputMode={field.kind === 'count' ? 'numeric' : 'text'}
          value={value}
          data-field={field.name}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}

function Choice({ id, field, vhost, value, onChange, texts }: Props & { readonly id: string }) {
  const t = texts.queues.hand;
  const world = useStore(worldOf);
  const services = useStore((s) => traceOf(s).topology.services);
  const place = world.vhosts.get(vhost);
  const clients = services.filter(({ kind }) => kind === 'client').map(({ actor }) => actor);
  const people = field.kind === 'client' ? clients : ownersOf(place);
  const nobody = field.kind === 'client' ? t.operator : t.everyone;
  return (
    <Select
      id={id}
      value={value === '' ? (field.choices?.[0] ?? '') : value}
      data-field={field.name}
      onChange={(event) => onChange(event.target.value)}
    >
      {field.choices ? null : <option value="">{nobody}</option>}
      {(field.choices ?? people).map((one) => (
        <option key={one} value={one}>
          {choiceLabel(field, one, texts)}
        </option>
      ))}
    </Select>
  );
}

function choiceLabel({ name }: HandArgument, value: string, texts: Texts): string {
  const { destinationTypes, answers } = texts.queues.hand;
  const labels: { readonly [value: string]: string } =
    name === 'destination_type'
      ? destinationTypes
      : name === 'answer'
        ? answers
        : name === 'type'
          ? texts.panels.queues.types
          : {};
  return labels[value] ?? value;
}

const ownersOf = (place: VhostState | undefined): readonly string[] => [
  ...new Set([...(place?.queues.values() ?? [])].flatMap((queue) => queue.consumers.map((one) => one.user))),
];

/** A text field that offers the names of exchanges or queues; for a binding's target it offers both. */
function Named({ id, field, vhost, value, onChange }: Props & { readonly id: string }) {
  const world = useStore(worldOf);
  const place = world.vhosts.get(vhost);
  const queues = [...(place?.queues.keys() ?? [])];
  const exchanges = place ? exchangeNames(place).filter((name) => name !== '') : [];
  const names =
    field.kind === 'exchange' ? exchanges : field.kind === 'place' ? [...queues, ...exchanges] : queues;
  return (
    <>
      <Input
        id={id}
        className="w-44 font-mono"
        lang="en"
        list={`${id}-names`}
        value={value}
        data-field={field.name}
        required={field.needed === true}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={`${id}-names`}>
        {[...new Set(names)].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}
