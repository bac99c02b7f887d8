interface Correspondent {
  readonly id: string;
  readonly name?: string | undefined;
  readonly aadObjectId?: string | undefined;
}

interface Correspondence {
  readonly type: string;
  /** The message that is answered, if there is one. */
  readonly id?: string | undefined;
  readonly channelId: string;
  readonly serviceUrl: string;
  readonly conversation: {
    readonly id: string;
    readonly conversationType?: string | undefined;
    readonly tenantId?: string | undefined;
    readonly isGroup?: boolean | undefined;
  };
  readonly from?: Correspondent | undefined;
  readonly recipient: Correspondent;
}

/**
 * What the SDK needs of an activity to answer it: where, to whom, as whom. The message stays out of its logs, and out
 * of its schemas, which refuse what Teams leaves empty.
 */
export function envelopeOf(activity: Correspondence): Readonly<Record<string, unknown>> {
  const { type, id, channelId, serviceUrl, conversation, from, recipient } = activity;
  return filled({
    type,
    id,
    channelId,
    serviceUrl,
    conversation: filled({
      id: conversation.id,
      conversationType: conversation.conversationType,
      tenantId: conversation.tenantId,
      isGroup: conversation.isGroup,
    }),
    from: from && filled({ id: from.id, name: from.name, aadObjectId: from.aadObjectId }),
    recipient: filled({ id: recipient.id, name: recipient.name }),
  });
}

const filled = (record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined && value !== ""));
