export { rootKey, STREAM_VERSION } from './root-key.ts';
export { ParticipantStreams } from './participant-streams.ts';
export { streamId, Stream } from './stream.ts';
export { threefry4x32 } from './threefry.ts';
