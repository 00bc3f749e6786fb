import { describe, expect, it } from 'vitest';
import { bySpecificity, findRoute, parseRouteKey } from '../../../local/http-api/routes.ts';

const ordered = ['$default', 'ANY /{proxy+}', 'GET /a/{proxy+}', 'ANY /a/{id}', 'GET /a/{id}', 'GET /a/b', 'GET /a/{id}/c', 'POST /x']
  .map((key) => ({ pattern: parseRouteKey(key) }))
  .sort((left, right) => bySpecificity(left.pattern, right.pattern));

const keyOf = (method: string, path: string): string | undefined => findRoute(ordered, method, path)?.route.pattern.key;

describe('the most specific route wins', () => {
  it.each([
    ['GET', '/a/b', 'GET /a/b'],
    ['GET', '/a/z', 'GET /a/{id}'],
    ['PUT', '/a/z', 'ANY /a/{id}'],
    ['GET', '/a/z/c', 'GET /a/{id}/c'],
    ['GET', '/a/z/d', 'GET /a/{proxy+}'],
    ['PUT', '/a/z/d', 'ANY /{proxy+}'],
    ['GET', '/x', 'ANY /{proxy+}'],
    ['GET', '/', '$default'],
  ])('%s %s goes to %s', (method, path, key) => {
    expect(keyOf(method, path)).toBe(key);
  });

  it('takes no empty parameter, and a trailing slash is another path', () => {
    const only = [{ pattern: parseRouteKey('GET /a/{id}') }];
    expect(findRoute(only, 'GET', '/a/')).toBeUndefined();
    expect(findRoute(only, 'GET', '/a/1/')).toBeUndefined();
    expect(findRoute(only, 'GET', '/a/1')?.pathParameters).toEqual({ id: '1' });
  });

  it.each(['GET', 'GET a', '/a', 'GET /a/{x+}/b'])('refuses the route key %j', (key) => {
    expect(() => parseRouteKey(key)).toThrow();
  });
});
