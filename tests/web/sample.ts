import { readFileSync } from 'node:fs';
import type { ArticlePage, ColumnFacts, Correction, ListItem, SitesPage, SiteFacts } from '../../web/portal/model.ts';

/** One good example of everything; a test changes what it is about. The organisation and all its news are made up. */

export const column: ColumnFacts = {
  id: 'announcements',
  name: '通知公告',
  type: '通知公告',
  description: '这里发布本厅的通知、公告和公示。',
};

const names: readonly (readonly [string, string])[] = [
  ['organisation', '机构概况'],
  ['policy-documents', '政策文件'],
  ['plans', '规划计划'],
  ['statistics', '统计信息'],
  ['finance', '财政信息'],
  ['administrative-power', '行政权力'],
  ['personnel', '人事信息'],
  ['emergency', '应急管理'],
  ['proposals', '建议提案'],
  ['licences-and-penalties', '许可处罚'],
  ['livelihood', '民生信息'],
  ['key-fields', '重点领域'],
  ['work-trends', '工作动态'],
  ['announcements', '通知公告'],
  ['consultations', '征求意见'],
  ['special', '专题专栏'],
];

const statutory = new Set(['organisation', 'policy-documents', 'plans', 'statistics', 'finance']);

export const columns: readonly ColumnFacts[] = names.map(([id, name]) =>
  id === column.id ? column : { id, name, platform: statutory.has(id) ? 'statutory' : undefined },
);

export const site: SiteFacts = {
  id: 'example',
  name: '云岭省教育厅',
  organisation: '云岭省教育厅办公室',
  columns,
  codes: { siteIdCode: null, icp: null, policeRecord: null, organisationCode: '123456785' },
  contact: null,
  stylesheet: '/assets/portal.css',
  script: '/assets/portal.js',
  publicOrigin: 'https://portal.example',
};

/** 2025-10-09 17:30 in Beijing. */
export const publishedAt = Date.parse('2025-10-09T17:30:00+08:00');

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

const titles = [
  '关于做好2025年秋季学期学校食品安全工作的通知',
  '2026年普通高校招生考试安全工作会议召开',
  '关于公布第三批省级中小学劳动教育实践基地名单的通知，以及实践基地建设与管理工作若干具体要求的说明',
  '省级“智慧校园”（Smart Campus）建设指南（征求意见稿）公开征求意见',
  '2025年度部门预算',
  '全省义务教育优质均衡发展推进会举行',
  '关于调整部分学校收费项目的公告',
];

/** `count` lines, newest first, a day apart. */
export function items(count: number): ListItem[] {
  return Array.from({ length: count }, (_, index) => ({
    title: titles[index % titles.length]!,
    path: `/example/art/2025/${String(900 - index).padStart(5, '0')}.html`,
    publishedAt: publishedAt - index * DAY_MILLISECONDS,
    summary: '秋季学期开学前，各地各校须完成食堂、饮用水和校园周边的全面排查，问题逐项登记，整改到位后方可供餐。',
  }));
}

const bodyHtml = `<p>各设区市教育局，各直属单位：</p>
<p>为保障广大师生的饮食安全，依据《学校食品安全与营养健康管理规定》，现就做好2025年秋季学期学校食品安全工作通知如下。</p>
<h2>一、压实责任</h2>
<p>学校食品安全实行校长负责制。各校应当于开学前 5 个工作日内完成自查，自查结果以书面形式（加盖公章）报送主管教育局；发现问题的，逐项登记、限期整改，整改完成前<strong>不得供餐</strong>。</p>
<h2>二、检查安排</h2>
<p>检查分三个阶段进行，具体安排见下表。有关政策见<a href="https://www.example.com/policy">政策问答</a>。</p>
<table><caption>检查安排</caption><thead><tr><th>阶段</th><th>时间</th><th>内容</th><th>责任单位</th></tr></thead>
<tbody><tr><td>学校自查</td><td>8月20日至29日</td><td>食堂、饮用水、校园周边</td><td>各学校</td></tr>
<tr><td>市级抽查</td><td>9月1日至12日</td><td>抽查比例不低于30%</td><td>设区市教育局</td></tr>
<tr><td>省级督查</td><td>9月15日至26日</td><td>重点督查农村学校</td><td>省厅有关处室</td></tr></tbody></table>
<h3>（一）自查要点</h3>
<ol><li>食品经营许可证在有效期内；</li><li>从业人员持健康证明上岗；</li><li>食品留样不少于125克、48小时。</li></ol>
<blockquote><p>校园食品安全无小事，须日日查、餐餐查。</p></blockquote>
<p>附件请在文末下载。</p>
<p>云岭省教育厅办公室</p>
<p>2025年8月11日</p>`;

export const article: ArticlePage = {
  site,
  column,
  title: '云岭省教育厅办公室关于做好2025年秋季学期学校食品安全工作的通知',
  bodyHtml,
  contentHash: 'ab'.repeat(32),
  indexNumber: '123456785/2025-00042',
  documentNumber: '云教办〔2025〕18号',
  issuer: '云岭省教育厅',
  subject: '科技、教育/教育',
  disclosure: '主动公开',
  signedOn: '2025-08-11',
  generatedOn: '2025-08-12',
  publishedAt,
  contentSource: '基础教育处',
  summary: '秋季学期开学前，各地各校须完成食堂、饮用水和校园周边的全面排查。',
  attachments: [
    { name: '学校食品安全自查表.docx', href: '/example/files/00042/check-list.docx', type: 'Word', bytes: 48_230 },
    { name: '省级督查分组名单（不含个人信息）.pdf', href: '/example/files/00042/groups.pdf', type: 'PDF', bytes: 2_411_724 },
  ],
  corrections: [],
};

/** Two corrections, as the record keeps them: oldest first. */
export const corrections: readonly Correction[] = [
  { at: publishedAt + 2 * DAY_MILLISECONDS, reason: '更正附件一中的联系电话。' },
  { at: publishedAt + 9 * DAY_MILLISECONDS, reason: '检查安排表中“市级抽查”的时间误为9月21日，应为9月12日。' },
];

/** As long as a title may become. */
export const longTitle = `云岭省教育厅等十三部门关于${'进一步加强学校食品安全工作、健全家长委员会参与监督制度、'.repeat(6)}做好2025年开学检查的通知`;

/** A word without a place to break it, and a table that is wider than any screen. */
export const wideBody = `<p>详见 https://www.example.com/${'address'.repeat(12)} 和 ${'A'.repeat(80)}。</p>
<table><tr>${'<th>指标名称</th>'.repeat(12)}</tr><tr>${'<td>1234567890.12</td>'.repeat(12)}</tr></table>`;

export const sites: SitesPage['sites'] = [
  { name: '云岭省教育厅', path: '/example/' },
  { name: '云岭省青溪市教育局', path: '/qingxi/' },
];

/** The script of the reading tools as the site serves it. */
export const script = readFileSync(new URL('../../web/portal/portal.js', import.meta.url), 'utf8');

/** The stylesheet as the site serves it. */
export const stylesheet = readFileSync(new URL('../../web/portal/portal.css', import.meta.url), 'utf8');
