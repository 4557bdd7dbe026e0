import { type ChannelMessages, type ChannelName, observe } from "ddb-pattern-runtime";
import { onTestFinished } from "vitest";

/** All channels. */
export const CHANNELS: readonly ChannelName[] = [
  "ddb-pattern:save",
  "ddb-pattern:read",
  "ddb-pattern:conflict",
  "ddb-pattern:retry",
  "ddb-pattern:decide",
  "ddb-pattern:snapshot",
  "ddb-pattern:consumer.batch",
  "ddb-pattern:consumer.parked",
  "ddb-pattern:lag",
  "ddb-pattern:rebuild",
];

/** A message that was published, and the channel. */
export type Heard = {
  readonly [Name in ChannelName]: {
    readonly channel: Name;
    readonly message: ChannelMessages[Name];
  };
}[ChannelName];

/** Collects the messages of channels until the test ends. */
export function listen(...channels: readonly ChannelName[]): Heard[] {
  const heard: Heard[] = [];
  for (const channel of channels) {
    const stop = observe(channel, (message) => heard.push({ channel, message } as Heard));
    onTestFinished(stop);
  }
  return heard;
}

/** The messages of one channel. */
export function messagesOf<Name extends ChannelName>(
  heard: readonly Heard[],
  channel: Name,
): ChannelMessages[Name][] {
  return heard.flatMap((each) =>
    each.channel === channel ? [each.message as ChannelMessages[Name]] : [],
  );
}
