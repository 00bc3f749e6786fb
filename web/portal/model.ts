/** What the portal's templates need to know. All of it comes from the record: a page depends on nothing else. */

/** A column 栏目 of the site. */
export interface ColumnFacts {
  readonly id: string;
  readonly name: string;
  /** What belongs in the column, as one sentence; shown where it is empty and in `ColumnDescription`. */
  readonly description?: string | undefined;
  /** The `ColumnType` of the site standard, 工作动态 for instance; the column's name where none is given. */
  readonly type?: string | undefined;
  /** The part of the platform 政府信息公开 that the column belongs to, if it does. */
  readonly platform?: PlatformPart | undefined;
}

/** 指南, 制度, 法定主动公开内容, 年报: what the platform 政府信息公开 consists of (rules, section 4), in this order. */
export type PlatformPart = 'guide' | 'rules' | 'statutory' | 'annual-reports';

/** What every page of a site shows. A code that is not known is null and shows 未配置; none is ever invented. */
export interface SiteFacts {
  readonly id: string;
  /** The site's name, as in the masthead. */
  readonly name: string;
  /** The organisation that runs it 主办单位. */
  readonly organisation: string;
  /** The columns in the order of the navigation. */
  readonly columns: readonly ColumnFacts[];
  readonly codes: {
    readonly siteIdCode: string | null;
    readonly icp: string | null;
    readonly policeRecord: string | null;
    readonly organisationCode: string | null;
  };
  readonly contact: string | null;
  /** Address of the stylesheet, as the browser will ask for it. */
  readonly stylesheet: string;
  /** Address of the reading tools' script; every page reads the same without it. */
  readonly script: string;
  /** Scheme and host of the public site without a slash at the end. */
  readonly publicOrigin: string;
}

/** One line of a list. */
export interface ListItem {
  readonly title: string;
  /** Path of the item's page (`articlePath`). */
  readonly path: string;
  /** Instant of first publication, in milliseconds since 1970. */
  readonly publishedAt: number;
  readonly summary?: string | undefined;
}

/** A file that belongs to an item. */
export interface Attachment {
  readonly name: string;
  readonly href: string;
  /** The kind of file as people call it: PDF, Word. */
  readonly type: string;
  readonly bytes: number;
}

/** 更正: when a published item's text was corrected, and why. */
export interface Correction {
  /** Instant at which the corrected text went online, in milliseconds since 1970. */
  readonly at: number;
  readonly reason: string;
}

/** A published item. Days are `YYYY-MM-DD` in Beijing, instants milliseconds since 1970. */
export interface ArticlePage {
  readonly site: SiteFacts;
  readonly column: ColumnFacts;
  readonly title: string;
  /** Sanitised when it was saved, and once more on rendering. */
  readonly bodyHtml: string;
  /** sha256 of the approved content, 64 hex digits: how `Confirm online` knows this page. */
  readonly contentHash: string;
  /** 索引号, `002482082/2025-00017`; the address is made of its year and serial. Null in a preview: claimed on publishing. */
  readonly indexNumber: string | null;
  readonly documentNumber?: string | undefined;
  readonly issuer: string;
  readonly subject?: string | undefined;
  /** 公开方式 in Chinese: 主动公开. */
  readonly disclosure: string;
  readonly signedOn?: string | undefined;
  readonly issuedOn?: string | undefined;
  readonly generatedOn: string;
  readonly publishedAt: number;
  /** 信息来源: the department or outlet that wrote it. */
  readonly contentSource: string;
  readonly summary?: string | undefined;
  readonly attachments: readonly Attachment[];
  /** Oldest first; empty for an item that stands as it was first published. */
  readonly corrections: readonly Correction[];
}

/** A column's index, or one of its closed pages (see `pagination.ts`). */
export interface ColumnPage {
  readonly site: SiteFacts;
  readonly column: ColumnFacts;
  readonly view: 'index' | number;
  /** How many pages of the column are closed. */
  readonly closed: number;
  /** The live items of this view, newest first. */
  readonly items: readonly ListItem[];
}

/** The home page: the newest of all columns, then each column's newest. */
export interface HomePage {
  readonly site: SiteFacts;
  /** Newest first, at most `HOME_NEWEST`. */
  readonly newest: readonly ListItem[];
  /** In the order of the navigation; at most `HOME_PER_COLUMN` items each, newest first. */
  readonly columns: readonly { readonly column: ColumnFacts; readonly items: readonly ListItem[] }[];
}

/** The root of the host: which sites there are. */
export interface SitesPage {
  readonly sites: readonly { readonly name: string; readonly path: string }[];
  readonly stylesheet: string;
}

/** What answers for an address that nothing was published at. */
export interface MissingPage {
  /** Null where the address belongs to no site. */
  readonly site: SiteFacts | null;
  readonly stylesheet: string;
}

/** What answers for an address whose item was withdrawn: when and why, and nothing of its content. */
export interface WithdrawnPage {
  readonly site: SiteFacts;
  readonly withdrawnAt: number;
  readonly reason: string;
}

/** How many of the newest items the home page leads with. */
export const HOME_NEWEST = 6;

/** How many items the home page lists of each column. */
export const HOME_PER_COLUMN = 5;
