export const sent = {
  'desk.sent.title': '我报送的',
  'desk.sent.lead': '报送以后到了哪一步，现在在谁手里。',
  'desk.sent.whose': '范围',
  'desk.sent.whose-mine': '我报送的',
  'desk.sent.whose-unit': '本处室的',
  'desk.sent.who': '在谁手里',
  'desk.sent.nobody': '（暂无人在岗）',
  'desk.sent.empty.title': '还没有报送过信息',
  'desk.sent.empty.detail': '报送的信息在这里可以看到进展。',
} as const;
