/** A refusal of the model: AMQP's reply code and what it closes. */
class ModelRefusal extends Error {
  override readonly name = 'ModelRefusal';
  readonly replyCode: number;
  readonly scope: 'channel' | 'connection';

  constructor(replyCode: number, scope: 'channel' | 'connection') {
    super(`refused: ${replyCode}`);
    this.replyCode = replyCode;
    this.scope = scope;
  }
}

export function refuse(replyCode: number, scope: 'channel' | 'connection'): never {
  throw new ModelRefusal(replyCode, scope);
}
