import { objectKey } from '../../../web/portal/addresses.ts';
import { gated } from '../../model/actors.ts';
import { theOutside } from '../outside.ts';

/** What the public address answers: what the edge keeps, else what lies in the bucket, which it then keeps. */
export function publicFetch(address: string | URL | Request): Promise<Response> {
  const path = new URL(address instanceof Request ? address.url : address).pathname;
  return gated(() => {
    const { cached, objects } = theOutside();
    const body = cached.get(path) ?? objects.get(objectKey(path))?.body;
    if (body !== undefined) cached.set(path, body);
    return Promise.resolve(new Response(body ?? '', { status: body === undefined ? 404 : 200 }));
  });
}
