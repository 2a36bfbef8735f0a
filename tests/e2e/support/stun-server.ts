// A STUN server that counts who asks it; a silent one is like one that is down. Source: RFC 8489, 5 and 14.2.

import { createSocket } from 'node:dgram';

export interface StunServer {
  readonly address: string;
  readonly requests: () => number;
  close(): void;
}

const BINDING_REQUEST = 0x0001;
const MAGIC_COOKIE = 0x2112a442;

export async function startStunServer({ isSilent = false } = {}): Promise<StunServer> {
  const socket = createSocket('udp4');
  let requests = 0;
  socket.on('message', (message, { address, port }) => {
    if (message.length < 20 || message.readUInt16BE(0) !== BINDING_REQUEST) return;
    requests += 1;
    if (!isSilent) socket.send(answerTo(message, address, port), port, address);
  });
  await new Promise<void>((resolve) => void socket.bind(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    requests: () => requests,
    close: () => void socket.close(),
  };
}

/** Success, with where the request came from as XOR-MAPPED-ADDRESS. */
function answerTo(request: Buffer, address: string, port: number): Buffer {
  const answer = Buffer.alloc(32);
  answer.writeUInt16BE(0x0101, 0);
  answer.writeUInt16BE(12, 2);
  request.copy(answer, 4, 4, 20);
  answer.writeUInt16BE(0x0020, 20);
  answer.writeUInt16BE(8, 22);
  answer.writeUInt16BE(1, 24);
  answer.writeUInt16BE(port ^ (MAGIC_COOKIE >>> 16), 26);
  const octets = address.split('.').reduce((value, octet) => value * 256 + Number(octet), 0);
  answer.writeUInt32BE((octets ^ MAGIC_COOKIE) >>> 0, 28);
  return answer;
}
