import type { ledger as zhCN } from '../zh-CN/ledger.ts';

export const ledger: Readonly<Record<keyof typeof zhCN, string>> = {
  'desk.ledger.title': 'Ledger',
  'desk.ledger.lead': 'What became of each unit’s limits, newest first, from the record that cannot be changed.',
  'desk.ledger.from': 'From',
  'desk.ledger.to': 'To',
  'desk.ledger.what': 'What happened',
  'desk.ledger.who': 'By',
  'desk.ledger.due': 'due {at}',
  'desk.ledger.system': 'system',
  'desk.ledger.rang': '{state}, reminded',
  'desk.ledger.handed-over': 'handed to {role}',
  'desk.ledger.excuse.asked': 'reason given',
  'desk.ledger.excuse.approved': 'reason accepted',
  'desk.ledger.excuse.declined': 'reason declined',
  'desk.ledger.empty.title': 'Nothing in this time',
  'desk.ledger.empty.detail': 'Limits that are met, missed or handed over are noted here; you can also choose another unit or other days.',
};
