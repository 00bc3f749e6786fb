import { serve, type RunningServer } from '../wire/serve.ts';
import type { WireRequest, WireResponse } from '../wire/wire.ts';
import { StartupFault } from './options.ts';

type Viewer = WireRequest & { readonly sourceIp: string };
type Handler = (request: Viewer) => Promise<WireResponse>;

/** The one port of the laptop: `/_local/` is the console's, everything else the distribution's. */
export interface FrontDoor {
  readonly port: number;
  /** Until then every request is answered with 503. */
  open(distribution: Handler, console: Handler): void;
  close(): Promise<void>;
}

/** Takes the port before anything else is done. Throws StartupFault when somebody has it. */
export async function openFrontDoor(port: number): Promise<FrontDoor> {
  let behind: ((request: Viewer) => Promise<WireResponse>) | undefined;
  const answer = (request: WireRequest): Promise<WireResponse> => {
    const viewer: Viewer = { ...request, sourceIp: '127.0.0.1' };
    return behind === undefined ? Promise.resolve({ status: 503, headers: { 'retry-after': '1' }, body: 'Starting.' }) : behind(viewer);
  };
  const server = await listen(answer, port);
  return {
    port: server.port,
    open: (distribution, console) => {
      behind = (request) => (request.path.startsWith('/_local/') || request.path === '/_local' ? console(request) : distribution(request));
    },
    close: () => server.close(),
  };
}

async function listen(answer: (request: WireRequest) => Promise<WireResponse>, port: number): Promise<RunningServer> {
  try {
    return await serve(answer, { port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new StartupFault(`Port ${port} is in use. Stop what runs there, or choose another one: npm start -- --port ${port + 1}`);
    if (code === 'EACCES') throw new StartupFault(`Port ${port} may not be opened by this user. Choose one above 1023: npm start -- --port 8080`);
    throw error;
  }
}
