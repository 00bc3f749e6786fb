/** What is on the clipboard after copying from an office program: made up, in the form that these programs write. */

const word = (body: string): string =>
  `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--><style><!-- p.MsoNormal {mso-style-unhide:no; font-family:等线;} --></style></head>
<body lang=ZH-CN style='tab-interval:21.0pt'><!--StartFragment-->${body}<!--EndFragment--></body></html>`;

export const fromWord = word(`
<h1 style='text-align:center'><span lang=EN-US style='font-family:黑体'>一、总体要求<o:p></o:p></span></h1>
<p class=MsoNormal style='text-indent:24.0pt'><span style='font-size:16.0pt;font-family:仿宋_GB2312;color:red'>各市教育局：<b>请按时</b>报送<span lang=EN-US><o:p></o:p></span></span></p>
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
<p class=MsoListParagraph style='margin-left:18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=EN-US style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>学校自查</p>
<p class=MsoListParagraph style='margin-left:39.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span lang=EN-US style='mso-list:Ignore'>a)<span>&nbsp; </span></span><![endif]>食堂</p>
<p class=MsoListParagraph style='margin-left:18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=EN-US style='mso-list:Ignore'>2.<span>&nbsp; </span></span><![endif]>县级复查</p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr><td width=284 colspan=2 style='background:yellow'><p class=MsoNormal>名单</p></td></tr><tr><td width=142><p class=MsoNormal>学校</p></td><td width=142><p class=MsoNormal><o:p>&nbsp;</o:p></p></td></tr></table>
<p class=MsoNormal>见<a href="https://school.example/a?b=1&amp;c=2" style='mso-style-priority:99'>通知</a><img width=10 src="file:///C:/Temp/msohtmlclip1/01/clip_image001.png"></p>
<p class=MsoNormal><span style='mso-hide:all;display:none'>批注</span>结束</p>`);

/** WPS leaves the number in the text, and nests its fonts deeper. */
export const fromWps = `<meta charset="utf-8"><p class="MsoNormal" style="mso-list:l0 level1 lfo2;text-indent:0"><font face="宋体"><span style="mso-spacerun:'yes';font-family:宋体;font-size:10.5000pt;">•&nbsp;</span></font><font face="宋体">开学前检查</font></p>
<p class="MsoNormal" style="mso-list:l0 level1 lfo2;text-indent:0"><font face="宋体">•&nbsp;开学后抽查</font></p>
<p class="MsoNormal"><span style="font-weight:bold;font-family:宋体">联系人：</span><font face="宋体">办公室</font></p>`;

/** Nothing of this may run or stay. */
export const hostile = `<p onclick="window.ran = 1">甲<script>window.ran = 2</script><img src=x onerror="window.ran = 3"></p>
<iframe srcdoc="<script>parent.ran = 4</script>"></iframe><a href="javascript:window.ran = 5">乙</a><svg onload="window.ran = 6"></svg><form action="https://evil.example"><input value="丙"></form>`;
