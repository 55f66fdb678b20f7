/** The network between one client and Kafka, which can be cut, silenced, or lose one answer. */
import { connect } from 'node:net';
import type { ISocketFactory } from 'kafkajs';

export class LossyNetwork {
  state: 'well' | 'silent' | 'gone' = 'well';
  loseNextAnswer = false;

  readonly socketFactory: ISocketFactory = ({ host, port, onConnect }) => {
    const socket = connect({ host, port }, onConnect);
    const emit = socket.emit.bind(socket);
    const write = socket.write.bind(socket);
    socket.emit = ((event: string, ...facts: unknown[]) => {
      if (event !== 'data' || (this.state === 'well' && !this.loseNextAnswer)) return emit(event, ...facts);
      if (this.loseNextAnswer || this.state === 'gone') socket.destroy(new Error('connection reset'));
      this.loseNextAnswer = false;
      return true;
    }) as typeof socket.emit;
    socket.write = ((...parts: Parameters<typeof write>) => (this.state === 'well' ? write(...parts) : true)) as typeof socket.write;
    return socket;
  };
}
