import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { accountOwner, type WireRequest, type WireResponse, type WireService } from './wire.ts';

export interface ServeOptions {
  /** 0 lets the system choose. */
  readonly port?: number;
  /** Bodies beyond this many bytes are answered with 413 before the service sees them. */
  readonly maximumBodyBytes?: number;
  readonly onError?: (error: unknown) => void;
}

export interface RunningServer {
  readonly port: number;
  readonly server: Server;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const DEFAULT_BODY_BYTES = 64 * 1024 * 1024;

/** Serves an engine over HTTP on loopback only. The caller counts as the account's owner until a gateway says otherwise. */
export async function serve(service: WireService, options: ServeOptions = {}): Promise<RunningServer> {
  const limit = options.maximumBodyBytes ?? DEFAULT_BODY_BYTES;
  const server = createServer((request, response) => {
    answer(service, request, response, limit).catch((error: unknown) => {
      options.onError?.(error);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end('The local engine failed; its log says why.');
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, LOOPBACK, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(service: WireService, request: IncomingMessage, response: ServerResponse, limit: number): Promise<void> {
  const body = await readBody(request, limit);
  if (body === undefined) {
    response.writeHead(413, { 'content-type': 'application/json', connection: 'close' }).end('{"message":"Request Entity Too Large"}');
    return;
  }
  const answered = await service(toWireRequest(request, body));
  if (answered.reset === true) request.socket.resetAndDestroy();
  else send(response, request.method === 'HEAD', answered);
}

function toWireRequest(request: IncomingMessage, body: Buffer): WireRequest {
  const target = request.url ?? '/';
  const mark = target.indexOf('?');
  return {
    method: request.method ?? 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
    headers: request.headers,
    body,
    principal: accountOwner,
  };
}

function send(response: ServerResponse, bodyless: boolean, answered: WireResponse): void {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(answered.headers)) headers[name] = typeof value === 'string' ? value : [...value];
  if (!bodyless && headers['content-length'] === undefined) headers['content-length'] = String(Buffer.byteLength(answered.body));
  response.writeHead(answered.status, headers);
  response.end(bodyless ? undefined : answered.body);
}

async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}
