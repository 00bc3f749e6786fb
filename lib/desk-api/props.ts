import type { Construct } from 'constructs';
import type { ContentStore } from '../content-store.ts';
import type { HandlerFunction } from '../handler-function.ts';
import type { House } from '../house.ts';
import type { TokenIssuer } from '../identity.ts';
import type { Records } from '../records.ts';
import type { Relay } from '../relay.ts';

export interface DeskApiProps {
  readonly house: House;
  readonly records: Records;
  readonly content: ContentStore;
  readonly relay: Relay;
  readonly tokenIssuer: TokenIssuer;
  readonly publicOrigin: string;
  /** What the distribution proves itself with; the functions refuse requests without it. */
  readonly originSecret: string;
}

/** Makes the function behind some of the API's routes. The id it gives is part of the function's physical name. */
export type ApiFunction = (scope: Construct, props: DeskApiProps) => HandlerFunction;
