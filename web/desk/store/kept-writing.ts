/**
 * What somebody has typed or begun to upload and the server does not have yet: in this browser only, by person, until the
 * server has it or they sign out. IndexedDB, since it holds whole texts, and no other storage of the desk may.
 */
const DATABASE = 'fabu-desk-writing';
const SHELVES = ['typed', 'uploads'] as const;

export type Shelf = (typeof SHELVES)[number];

/** What every kept thing carries. */
export interface Kept {
  readonly key: string;
  /** Whose it is: nobody else is shown it. */
  readonly person: string;
}

let opening: Promise<IDBDatabase> | undefined;
let isOver = false;

/** Answers whether the browser has taken it: some keep nothing in private windows. */
export async function keep<T extends Kept>(shelf: Shelf, kept: T): Promise<boolean> {
  if (isOver) return false;
  return (await on(shelf, 'readwrite', (store) => store.put(kept))) !== undefined;
}

export async function keptOf<T extends Kept>(shelf: Shelf, person: string): Promise<T[]> {
  const all = (await on<T[]>(shelf, 'readonly', (store) => store.getAll() as IDBRequest<T[]>)) ?? [];
  return all.filter((kept) => kept.person === person);
}

export async function forget(shelf: Shelf, key: string): Promise<void> {
  await on(shelf, 'readwrite', (store) => store.delete(key));
}

/** At sign-out: nothing stays, and nothing is kept any more by what is still open. */
export async function forgetEverything(): Promise<void> {
  isOver = true;
  for (const shelf of SHELVES) await on(shelf, 'readwrite', (store) => store.clear());
}

/** Undefined where the browser keeps nothing, or has no room. */
async function on<T>(shelf: Shelf, mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  try {
    const database = await (opening ??= open());
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(shelf, mode);
      const request = ask(transaction.objectStore(shelf));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error('The browser has given up.'));
    });
  } catch {
    return undefined;
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      for (const shelf of SHELVES) request.result.createObjectStore(shelf, { keyPath: 'key' });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser keeps nothing.'));
  });
}
