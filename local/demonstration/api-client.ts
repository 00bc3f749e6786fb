/** A person at the API: signs in once and calls it as the desk would. */
export interface ApiClient {
  call(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<ApiAnswer>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
}

/** Answers whatever comes; `expecting` throws on anything but success. */
export function apiClient(origin: string, token: string): ApiClient {
  return {
    async call(method, path, body, headers = {}) {
      const answer = await fetch(`${origin}/api${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
  };
}

export async function expecting(answer: Promise<ApiAnswer>): Promise<Readonly<Record<string, unknown>>> {
  const { status, body } = await answer;
  if (status >= 300) throw new ApiRefusal(`The API answered ${status}: ${JSON.stringify(body)}`);
  return body;
}
