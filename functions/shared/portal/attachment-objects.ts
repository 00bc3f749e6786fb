import { attachmentOf } from '../../../domain/release/attachments.ts';
import { fileTypeOf } from '../../../domain/release/file-types.ts';
import { onlineRevision } from '../../../domain/release/outward.ts';
import { filesFolder } from '../../../web/portal/addresses.ts';
import { readHeadAt, type Head, type Numbers } from '../record/head.ts';
import type { Table } from '../record/table.ts';
import type { RenderItem } from './article-object.ts';
import { addressOf } from './numbers.ts';
import type { PortalBucket } from './portal-bucket.ts';
import { bringUpToDate, type PortalObject, type Rendering } from './write-object.ts';

type Numbered = Head & { readonly numbers: Numbers };

interface Files {
  readonly table: Table;
  readonly bucket: PortalBucket;
}

/** What turns an item into its page, and sees to it before that every file it links to is there. */
export function withFiles({ table, bucket }: Files, head: Numbered, renderItem: RenderItem): RenderItem {
  return async (release, numbers) => {
    for (const { name } of release.attachments ?? []) await bringUpToDate(bucket, fileObject(table, head, name), { whatMustGo: 'leave' });
    return renderItem(release, numbers);
  };
}

/** Takes away the files that the item's page, as it stands by now, does not link to: all of them where it has none. */
export async function dropOtherFiles({ table, bucket }: Files, head: Numbered): Promise<void> {
  const folder = folderKey(head);
  const there = await bucket.list(folder);
  if (there.length === 0) return;
  const { release } = (await readHeadAt(table, head.pk)) ?? head;
  const linked = onlineRevision(release)?.attachments ?? [];
  const others = there.map((key) => key.slice(folder.length)).filter((name) => !linked.some((attachment) => attachment.name === name));
  for (const name of others) await bringUpToDate(bucket, fileObject(table, head, name));
}

/** A file takes the state of its item: it is there while a page that links to it may be, and not otherwise. */
function fileObject(table: Table, head: Numbered, name: string): PortalObject {
  const current = async (): Promise<Head> => (await readHeadAt(table, head.pk)) ?? head;
  return {
    key: folderKey(head) + name,
    version: async () => (await current()).seq,
    async render(): Promise<Rendering> {
      const { release, seq } = await current();
      const shown = attachmentOf(onlineRevision(release) ?? {}, name);
      const fileType = fileTypeOf(name);
      const file = shown === undefined || fileType === undefined ? null : { name, mediaType: shown.type, hash: shown.hash, opensInBrowser: fileType.opensInBrowser };
      return { file, version: seq };
    },
  };
}

function folderKey({ release, numbers }: Numbered): string {
  return filesFolder(addressOf(release, numbers)).slice(1);
}
