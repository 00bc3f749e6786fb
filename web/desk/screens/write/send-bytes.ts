import { ownWords, Refused } from '../../api/problem.ts';
import { say } from '../../text/text.ts';
import type { FormUpload } from './calls.ts';

/** Sends a part of a file to its signed address. Throws TypeError for a broken line, Refused where the bucket will not. */
export async function sendBytes(url: string, bytes: Blob, onProgress: (sent: number) => void, signal: AbortSignal): Promise<void> {
  await ask('PUT', url, bytes, onProgress, signal);
}

/** Sends a small file by the form that was signed for it; answers the version that the bucket gave to it. Throws as `sendBytes`. */
export async function sendForm({ url, fields }: FormUpload, file: File, onProgress: (sent: number) => void, signal: AbortSignal): Promise<string> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file);
  const answer = await ask('POST', url, form, (sent) => onProgress(Math.min(sent, file.size)), signal);
  return answer.getResponseHeader('x-amz-version-id') ?? '';
}

/** The one thing that fetch cannot do: tell how much has been sent. */
function ask(method: string, url: string, body: Blob | FormData, onProgress: (sent: number) => void, signal: AbortSignal): Promise<XMLHttpRequest> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () => (request.status < 300 ? resolve(request) : reject(request.status >= 500 ? new TypeError('The bucket failed.') : new Refused(request.status, ownWords(request.status, say))));
    request.onerror = () => reject(new TypeError('The line is broken.'));
    request.onabort = () => reject(new TypeError('It was stopped.'));
    signal.addEventListener('abort', () => request.abort());
    if (signal.aborted) reject(new TypeError('It was stopped.'));
    else request.send(body);
  });
}
