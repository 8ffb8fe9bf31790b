/** Types: what is written for amqplib's own types compiles with ours in their place. The compiler is the judge of most. */
import type * as theirs from 'amqplib';
import type * as theirCallbacks from 'amqplib/callback_api';
import { describe, expect, it } from 'vitest';
import * as callbacks from './callback-api.ts';
import * as ours from './promise-api.ts';

type Assignable<Given extends Wanted, Wanted> = Given;
type Judged = [
  Assignable<ours.ChannelModel, theirs.ChannelModel>,
  Assignable<ours.Channel, theirs.Channel>,
  Assignable<ours.ConfirmChannel, theirs.ConfirmChannel>,
  Assignable<ours.Message, theirs.Message>,
  Assignable<ours.ConsumeMessage, theirs.ConsumeMessage>,
  Assignable<ours.GetMessage, theirs.GetMessage>,
  Assignable<callbacks.CallbackModel, theirCallbacks.Connection>,
  Assignable<callbacks.Channel, theirCallbacks.Channel>,
  Assignable<callbacks.ConfirmChannel, theirCallbacks.ConfirmChannel>,
  Assignable<theirs.Message, ours.Message>,
  Assignable<theirs.ConsumeMessage, ours.ConsumeMessage>,
  Assignable<theirs.Options.AssertQueue, ours.AssertQueueOptions>,
  Assignable<theirs.Options.AssertExchange, ours.AssertExchangeOptions>,
  Assignable<theirs.Options.Publish, ours.PublishOptions>,
  Assignable<theirs.Options.Consume, ours.ConsumeOptions>,
  Assignable<theirs.Options.Connect, ours.ConnectAddress>,
  Assignable<typeof ours.credentials, typeof theirs.credentials>,
  Assignable<typeof ours.IllegalOperationError, typeof theirs.IllegalOperationError>,
];

describe('the types', () => {
  it("let our functions stand where amqplib's are asked for", () => {
    const connect: (url: string, options?: theirs.SocketOptions) => Promise<theirs.ChannelModel> =
      ours.connect;
    const connectBack: (url: string, done: (error: Error, model: theirCallbacks.Connection) => void) => void =
      callbacks.connect;
    const judged: Partial<Judged> = [];
    expect(judged).toEqual([]);
    expect([connect, connectBack].every((each) => typeof each === 'function')).toBe(true);
  });
});
