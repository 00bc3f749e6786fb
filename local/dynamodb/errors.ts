/** The tables' folder cannot be read. Its message is one line for the person who started the laptop. */
export class DamagedFolderError extends Error {
  override readonly name = 'DamagedFolderError';
  readonly folder: string;

  constructor(folder: string, cause: unknown) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    super(`The data folder ${folder} is damaged (${firstLine(detail)}). Start with --fresh to begin with empty tables.`, { cause });
    this.folder = folder;
  }
}

/** Another process has the folder open; LevelDB allows one. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
  readonly folder: string;

  constructor(folder: string) {
    super(`The data folder ${folder} is in use by another process. Stop that one first.`);
    this.folder = folder;
  }
}

/** The template asks for a table with other keys than the stored one has. */
export class ChangedKeySchemaError extends Error {
  override readonly name = 'ChangedKeySchemaError';

  constructor(what: string) {
    super(`The key schema of ${what} has changed. DynamoDB would replace it and lose its items; start with --fresh, or keep the keys.`);
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
