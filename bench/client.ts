// A light client for POST /messages: at this pace `fetch` would measure itself.
import { Agent, request } from 'node:http';
import { z } from 'zod';

/** As five people's browsers hold open. What finds none free waits for one, and that wait counts. */
const CONNECTIONS = 30;
const Said = z.object({ id: z.string() });

export interface Client {
  /** The id of the message, once it was answered with 201. Rejects for any other answer. */
  say(as: string, place: string, text: string): Promise<string>;
  close(): void;
}

/** Connected before it resolves. */
export async function connect(address: string): Promise<Client> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const call = (method: string, path: string, body: string | null): Promise<{ readonly status: number; readonly text: string }> =>
    new Promise((resolve, reject) => {
      const headers = body === null ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const sent = request(`${address}${path}`, { agent, method, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        response.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(body ?? undefined);
    });
  await Promise.all(Array.from({ length: CONNECTIONS }, () => call('GET', '/healthz', null)));
  return {
    async say(as, place, text) {
      const answer = await call('POST', '/api/local/messages', JSON.stringify({ as, in: place, text }));
      if (answer.status !== 201) throw new Error(`${answer.status}: ${answer.text}`);
      return Said.parse(JSON.parse(answer.text)).id;
    },
    close: () => agent.destroy(),
  };
}
