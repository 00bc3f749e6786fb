/** Where the engines of the folder's last start were reached, and the names of its tables. */
export interface EnginesNote {
  readonly origin: string;
  readonly gatewayUrl: string;
  readonly region: string;
  readonly tables: readonly string[];
}

/** What the note is called in the data folder. */
export const ENGINES = 'engines.json';
