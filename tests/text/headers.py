"""Lines under headlines and lines around bodies, in the manner of Chinese news sites: what a page must make of them.

One row: a name, what stands under the headline, the body's first paragraph, what follows the last one, and what the
page must say: time, source, authors, editors. Sites print these in a hundred ways; a new way is a new row.
"""

# name, info (HTML), first paragraph ("" = the usual one), tail (HTML), published, source, authors, editors
HEADERS = [
    ("sohu", '<div class="article-info"><span class="time" id="news-time" data-val="1">2019-09-10 10:08</span><span data-role="original-link">来源:<a href="/m">北青网</a></span></div>', "", '<p data-role="editor-name">责任编辑：<span></span></p><p><a href="//www.sohu.com/?spm=1">返回搜狐，查看更多</a></p>', "2019-09-10 10:08", "北青网", [], []),
    ("sohu name without label", '<div class="article-info"><span class="time">2019-09-10 10:08</span><span class="l">来源: 环球时报</span><a class="tag">游戏</a></div>', "", '<p>责任编辑：<span>陆珊珊</span></p>', "2019-09-10 10:08", "环球时报", [], ["陆珊珊"]),
    ("chinanews", '<div class="left-time"><div class="left-t">2019年09月10日 10:08　来源：<a href="#" class="source">中国新闻网</a><a href="#comment">参与互动</a></div></div>', "　　中新网长沙9月10日电 (记者 唐小晴)10日，记者从湖南省气象台获悉，冷空气将自北向南影响全省。", '<div class="left_name"><div class="left_name">【编辑:于晓】</div></div>', "2019年09月10日 10:08", "中国新闻网", ["唐小晴"], ["于晓"]),
    ("cctv", '<div class="info1">来源：央视网 | 2019年09月10日 10:08:12</div>', "", '<div class="zebian">编辑：刘亮　责任编辑：刘珊</div>', "2019年09月10日 10:08:12", "央视网", [], ["刘珊"]),
    ("china.com.cn", '<div class="pub_date"><span id="pubtime_baidu">发布时间：2019-09-10 10:08:12</span> | <span id="source_baidu">来源：中国网</span> | <span id="author_baidu">作者：李文静</span> | <span id="editor_baidu">责任编辑：王小平</span></div>', "", "", "2019-09-10 10:08:12", "中国网", ["李文静"], ["王小平"]),
    ("ce.cn", '<div class="laiyuan"><span id="articleTime">2019年09月10日 10:08</span> &nbsp; <span id="articleSource">来源：经济日报-中国经济网</span></div>', "　　经济日报-中国经济网北京9月10日讯（记者 朱国旺 实习生 李瑶）国家统计局今天发布的数据显示，价格总体平稳。", '<p>（责任编辑：臧梦雅）</p>', "2019年09月10日 10:08", "经济日报-中国经济网", ["朱国旺", "李瑶"], ["臧梦雅"]),
    ("huanqiu 2014", '<div class="la_tool"><span class="la_t_a">2019-09-10 10:08:00</span><span class="la_t_b">环球网 <a href="#">郭文静</a></span><span>参与评论</span></div>', "", '<div class="la_edit"><span>责编：张小雅</span></div>', "2019-09-10 10:08:00", "环球网", ["郭文静"], ["张小雅"]),
    ("ithome", '<div class="info"><span id="pubtime_baidu">2019/9/10 10:08:12</span> <span id="source_baidu">来源：<a href="#">IT之家</a></span> <span id="author_baidu">作者：<strong>玄隐</strong></span> <span id="editor_baidu">责编：<strong>玄隐</strong></span> 评论：<span id="commentcount">25</span></div>', "", "", "2019/9/10 10:08:12", "IT之家", ["玄隐"], ["玄隐"]),
    ("cnbeta", '<div class="meta"><span>2019年09月10日 10:08</span><span class="view">12 次阅读</span><span class="source">稿源：<span>环球网科技</span></span><span>0 条评论</span></div>', "", '<p class="article-share-code">[ 责任编辑：ugmbbc ]</p>', "2019年09月10日 10:08", "环球网科技", [], ["ugmbbc"]),
    ("hexun", '<div class="tip fl"><span class="pr20">2019-09-10 10:08:12</span><a href="#" target="_blank">证券日报</a>&nbsp;<span>杜雨萌</span></div>', "", '<div>（责任编辑：张洋 HN080）</div>', "2019-09-10 10:08:12", "证券日报", ["杜雨萌"], ["张洋"]),
    ("cs.com.cn", '<div class="artc_info"><em>中国证券报·中证网</em><em>2019-09-10 10:08</em><em>作者：昝秀丽</em></div>', "", "", "2019-09-10 10:08", "中国证券报·中证网", ["昝秀丽"], []),
    ("cnstock", '<div class="bullet"><span class="timer">2019-09-10 10:08:12</span><span class="source">来源：上海证券报·中国证券网</span><span class="author">作者：张琼斯</span></div>', "", "", "2019-09-10 10:08:12", "上海证券报·中国证券网", ["张琼斯"], []),
    ("eastmoney", '<div class="infos"><div class="item">2026年08月19日 17:46</div><div class="item">来源： 界面新闻</div><div class="item">作者：陈鹏</div></div>', "", '<p class="em_media">（文章来源：界面新闻）</p><p class="res-edit">（责任编辑：65）</p>', "2026年08月19日 17:46", "界面新闻", ["陈鹏"], []),
    ("bjnews", '<div class="info"><span class="timer">2021-09-10 10:08</span><span class="reporter">新京报 <em>记者：吴娇颖</em></span><span class="editor">编辑：白爽</span></div>', "", '<p>新京报记者 吴娇颖</p><p>编辑 白爽 校对 李世辉</p>', "2021-09-10 10:08", "新京报", ["吴娇颖"], ["白爽"]),
    ("rednet", '<div class="ad">来源：红网 作者：胡邦建 编辑：周丽 2019-09-10 10:08:12</div>', "　　红网时刻9月10日讯（记者 胡邦建）全省教师节表彰大会今天上午在长沙召开，百名教师获表彰。", '<p>来源：红网</p><p>作者：胡邦建</p><p>编辑：周丽</p>', "2019-09-10 10:08:12", "红网", ["胡邦建"], ["周丽"]),
    ("southcn", '<div class="m-meta"><span class="pub_time">2019-09-10 10:08</span><span id="source_baidu">来源：<a>南方日报网络版</a></span><span class="author">欧阳志强</span></div>', "", '<div class="editor">编辑：杨格</div>', "2019-09-10 10:08", "南方日报网络版", ["欧阳志强"], ["杨格"]),
    ("21jingji", '<div class="newsInfo"><span class="newsDate">2019年9月10日</span> <span class="hour">7:00</span> <span class="baodao">21世纪经济报道</span> <span>辛继召</span></div>', "", "", "2019年9月10日 7:00", "21世纪经济报道", ["辛继召"], []),
    ("caixin", '<div id="artInfo">来源于 <a href="#">《财新周刊》</a> 2019年09月10日 10:08</div>', "　　【财新网】（记者 吴红毓然）银保监会有关部门负责人9月10日表示，已注意到市场的反应。", '<p>责任编辑：李箐 | 版面编辑：吴秋晗</p>', "2019年09月10日 10:08", "财新周刊", ["吴红毓然"], ["李箐"]),
    ("jiemian", '<div class="article-info"><p><span class="author"><a href="#">戈振伟</a></span><span class="date"> · </span><span>2019/09/10 10:08</span></p></div>', "记者 | 戈振伟", "", "2019/09/10 10:08", "", ["戈振伟"], []),
    ("guangming", '<div class="m-contentMsg"><span id="pubTime">2019-09-10 10:08</span> <span id="source">来源：<a>光明网-《光明日报》</a></span><span>作者：晋浩天</span></div>', "　　作者：晋浩天（本报记者）", '<div id="contentLiability">[ 责编：徐皓 ]</div>', "2019-09-10 10:08", "光明网-《光明日报》", ["晋浩天"], ["徐皓"]),
    ("xinhuanet 2021", '<div class="header-cont"><div class="header-time left"><span class="year"><em>2021</em></span><span class="day"><em>09</em>/<em>10</em></span><span class="time">10:08:12</span></div><div class="source">来源：新华网</div></div>', "　　新华社北京9月10日电（记者赵文君、王琳琳）市场监管总局10日发布消息，抽检合格率继续提高。", '<div class="editor">【责任编辑:成岚】</div>', "2021 09/10 10:08:12", "新华网", ["赵文君", "王琳琳"], ["成岚"]),
    ("ltn", '<span class="time">2019/09/10 10:08</span><p class="author">首次上稿 09:12 更新時間 10:08</p>', "〔記者王榮祥／高雄報導〕高雄市區今天上午傳出火警，消防局派遣十二輛消防車前往灌救，無人受傷。", '<p class="appE1121">不用抽 不用搶 現在用APP看新聞 保證天天中獎</p>', "2019/09/10 10:08", "", ["王榮祥"], []),
    ("ettoday", '<div class="block_date"><time class="date" datetime="2019-09-10T10:08:00+08:00">2019年09月10日 10:08</time></div>', "記者陳以昇／台北報導", "", "2019年09月10日 10:08", "", ["陳以昇"], []),
    ("setn", '<div class="page_date"><time>2019/09/10 10:08</time></div>', "社會中心／綜合報導", "", "2019/09/10 10:08", "", [], []),
    ("tvbs", '<div class="author">記者 <a href="#">許稚佳</a> / 攝影 <a href="#">林重光</a> 報導<br>發佈時間：2019/09/10 10:08<br>最後更新時間：2019/09/10 11:20</div>', "", "", "2019/09/10 10:08", "", ["許稚佳"], []),
    ("newtalk", '<div class="content_reporter"><a href="#">新頭殼newtalk</a> | <a>林朝億</a> 台北報導</div><div class="content_date">發布 2019.09.10 | 10:08</div>', "", "", "2019.09.10 | 10:08", "新頭殼newtalk", ["林朝億"], []),
    ("epochtimes", '<div class="info"><time>更新 2019-09-10 10:08 AM</time></div>', "【大纪元2019年09月10日讯】（大纪元记者萧律生综合报导）据官方公布的数据，八月份工业品价格继续下降。", '<p>责任编辑：方明#</p>', "2019-09-10 10:08 AM", "", ["萧律生"], ["方明"]),
    ("rfi", '<p class="a-date"><time>发表时间： 10/09/2019 - 10:08</time></p><div class="author">作者: <a href="#">小山</a></div>', "", "", "10/09/2019 - 10:08", "", ["小山"], []),
    ("hk01", '<div class="meta"><div>撰文： <a>鍾妍</a></div><div>出版： <time>2019-09-10 10:08</time></div><div>更新： <time>2019-09-10 12:20</time></div></div>', "", "", "2019-09-10 10:08", "", ["鍾妍"], []),
    ("zaobao", '<div class="meta"><div class="date-published">发布/2019年9月10日 10:08 AM</div><div class="byline">文 / <a>游润恬</a> <span>北京特派员</span></div></div>', "", "", "2019年9月10日 10:08 AM", "", ["游润恬"], []),
    ("gov", '<div class="xl-tit"><span>发布时间：2019-09-10 10:08</span><span>来源：市政府办公室</span><span>浏览次数：<b>102</b></span><span>【字体：<a>大</a> <a>中</a> <a>小</a>】</span></div>', "", '<div>打印本页 关闭窗口</div>', "2019-09-10 10:08", "市政府办公室", [], []),
    ("gov, time last", '<div class="info">来源：省自然资源厅　　作者：宣传处　　日期：2019-09-10　　点击：1,024</div>', "", "", "2019-09-10", "省自然资源厅", ["宣传处"], []),
    ("university", '<p class="article-meta">作者：李明 摄影：王磊 来源：化学学院 编辑：赵欣 发布时间：2019年09月10日 阅读次数：<span>88</span></p>', "", "", "2019年09月10日", "化学学院", ["李明"], ["赵欣"]),
    ("university, foot", '<div class="info">发布日期：2019-09-10</div>', "", '<p>（文/图 李明 编辑/赵欣）</p>', "2019-09-10", "", ["李明"], ["赵欣"]),
    ("hospital", '<div class="news_info">发布者：系统管理员 发布时间：2019-09-10 浏览次数：20</div>', "本网讯（通讯员 王芳 李强）为提高护理质量，护理部近日举办了急救技能培训班，八十名护士参加。", "", "2019-09-10", "", ["王芳", "李强"], []),
    ("table 2005", "<table><tr><td>http://www.example.com 2005年03月21日 11:21 <font>深圳特区报</font></td></tr></table>", "　　本报讯 （记者 吴涛） 记者昨日从市交通局了解到，新的公交线路下月开通，票价不变。", "<p>(责任编辑：黄威)</p>", "2005年03月21日 11:21", "深圳特区报", ["吴涛"], ["黄威"]),
    ("weixin", '<div id="meta_content"><span class="rich_media_meta rich_media_meta_text">杜玮</span><a id="js_name">中国新闻周刊</a><em id="publish_time">2019-09-10</em></div>', "", "", "2019-09-10", "中国新闻周刊", [], []),
    ("thepaper 2022", '<div class="left"><div>澎湃新闻记者 何利权</div><div><span>2022-09-10 10:08</span></div><div>来源：<span>澎湃新闻</span></div></div>', "", '<div>责任编辑：崔烜</div><div>图片编辑：朱伟辉</div><div>校对：丁晓</div>', "2022-09-10 10:08", "澎湃新闻", ["何利权"], ["崔烜"]),
    ("cyol", '<div class="subtitle"><span>2019-09-10 10:08:12</span> <span>来源：中国青年报客户端</span> <span>作者：樊未晨</span></div>', "　　中国青年报客户端北京9月10日电（中青报·中青网记者 樊未晨）教育部今天召开发布会，介绍有关情况。", '<p>【责任编辑：李华锡】</p>', "2019-09-10 10:08:12", "中国青年报客户端", ["樊未晨"], ["李华锡"]),
    ("yicai", '<div class="title"><p><a>第一财经</a> <em>2019-09-10 10:08:12</em></p><p>作者：陈洪杰 　责编：林洁琛</p></div>', "", "", "2019-09-10 10:08:12", "第一财经", ["陈洪杰"], ["林洁琛"]),
    ("nbd", '<p class="u-time"><span class="source">每日经济新闻</span><span class="time">2019-09-10 10:08:12</span></p>', "每经记者 张怀水 每经编辑 陈旭", "", "2019-09-10 10:08:12", "每日经济新闻", ["张怀水"], ["陈旭"]),
    ("people 2021", '<div class="col-1-1 fl">2021年09月10日10:08 | 来源：<a href="#">人民网－人民日报</a></div>', "　　本报北京9月9日电 （记者齐志明）商务部新闻发言人9日表示，前八月服务贸易稳定增长。", '<p>　　《 人民日报 》（ 2021年09月10日 02 版）</p><div class="edit cf">(责编：牛镛、袁勃)</div>', "2021年09月10日10:08", "人民网－人民日报", ["齐志明"], ["牛镛", "袁勃"]),
    ("relative", '<div class="meta"><span class="author">科技日报</span><span>3小时前</span></div>', "", "", "3小时前", "科技日报", [], []),
    ("han date", '<p class="time">二〇一九年九月十日　来源：文汇报</p>', "", "", "二〇一九年九月十日", "文汇报", [], []),
    ("three roles in a bracket", '<p>2019-09-10 10:08 来源：大众日报</p>', "", "<p>（大众日报客户端记者 李铁 通讯员 孙晓 报道）</p>", "2019-09-10 10:08", "大众日报", ["李铁", "孙晓"], []),
    ("squares", '<p>2019-09-10 10:08 来源：解放日报</p>', "■本报记者 孟群舒", "", "2019-09-10 10:08", "解放日报", ["孟群舒"], []),
    ("source in brackets at the end", '<p>2019-09-10 10:08</p>', "", "<p>（来源：浙江在线 记者 金晨）</p><p>编辑：陈东升</p>", "2019-09-10 10:08", "浙江在线", ["金晨"], ["陈东升"]),
    ("names alone at the end", '<p>2019-09-10 10:08 来源：新华日报</p>', "", "<p>（杨频萍 仲崇山）</p>", "2019-09-10 10:08", "新华日报", ["杨频萍", "仲崇山"], []),
    ("photographer in the caption", '<p>2019-09-10 10:08 来源：海南日报</p>', "图为黎母山景色。海南日报记者 袁琛 摄", "", "2019-09-10 10:08", "海南日报", [], []),
    ("editor with blanks", '<p>2019-09-10 10:08 来源：河北日报</p>', "", "<p>责任编辑： 张 宇</p>", "2019-09-10 10:08", "河北日报", [], ["张宇"]),
    ("source beneath", '<p>2019-09-10 10:08:12</p>', "", "<p>来源：半岛都市报</p><p>编辑：郝媛媛</p>", "2019-09-10 10:08:12", "半岛都市报", [], ["郝媛媛"]),
    ("reporters say", '<p>2019-09-10 10:08 来源：长沙晚报</p>', "　　记者从长沙市住建局获悉，今年以来全市开工改造老旧小区一百二十个，惠及居民三万户。", "", "2019-09-10 10:08", "长沙晚报", [], []),
    ("sohu 2005", '<p>NEWS.EXAMPLE.COM　　2005年05月13日14:15　　来源：[ 中国新闻网 ] [ 作者：赵胜玉 ]</p><p>页面功能 【<a>我来说两句</a>】【<a>热点排行</a>】【<a>推荐</a>】【字体：<a>大</a> <a>中</a> <a>小</a>】【<a>打印</a>】 【<a>关闭</a>】</p>', "", "<p>（责任编辑：安安）</p>", "2005年05月13日14:15", "中国新闻网", ["赵胜玉"], ["安安"]),
    ("qq 2005", '<div>http://finance.example.com　　2005年04月25日08:24 　　第一财经日报 　　徐以升 　　评论<a>0</a>条</div>', "", "", "2005年04月25日08:24", "第一财经日报", ["徐以升"], []),
    ("xinhua 2005", '<table><tr><td>www.example.com　　2005年03月21日 11:21:05　　来源：新华网</td></tr><tr><td>【字号 <a>大</a> <a>中</a> <a>小</a>】 【<a>留言</a>】 【<a>打印</a>】 【<a>关闭</a>】</td></tr></table>', "　　新华网北京3月21日电（记者 刘铮、韩洁）国家有关部门21日公布的数据显示，当月物价平稳。", "<p>（责任编辑：&nbsp;王静&nbsp;）</p><p>【<a>大</a> <a>中</a> <a>小</a>】 【<a>打印</a>】 【<a>关闭</a>】</p>", "2005年03月21日 11:21:05", "新华网", ["刘铮", "韩洁"], ["王静"]),
    ("people 2005", '<table><tr><td>2005年03月21日11:21　【<a>字号 大 中 小</a>】【<a>留言</a>】【<a>论坛</a>】【<a>打印</a>】【<a>关闭</a>】</td></tr></table>', "", "<p>来源：《市场报》 （2005年03月21日 第八版）</p><p>(责任编辑：吴婷)</p>", "2005年03月21日11:21", "市场报", [], ["吴婷"]),
    ("eastday", '<p>2005年3月21日 11:21　作者：宋宁华　选稿：潘丽娟　来源：新民晚报</p>', "", "", "2005年3月21日 11:21", "新民晚报", ["宋宁华"], []),
    ("tom", '<div>2005年03月21日11时21分来源：京华时报</div>', "", "", "2005年03月21日11时21分", "京华时报", [], []),
    ("pconline", '<div class="art-info"><span>2012-03-21 11:21</span><span>出处：<a>PConline原创</a></span><span>作者：小鱼</span><span>责任编辑：<a>shizhan</a></span></div>', "", "", "2012-03-21 11:21", "PConline原创", ["小鱼"], ["shizhan"]),
    ("editor in brackets under the headline", '<div>2012-03-21 11:21　来源：千龙网　[编辑：夏江洪]　[字号：大 中 小]</div>', "", "", "2012-03-21 11:21", "千龙网", [], ["夏江洪"]),
    ("time first, name last", '<div class="info">2012-03-21 11:21:09　东方网　刘轶琳</div>', "", "", "2012-03-21 11:21:09", "东方网", ["刘轶琳"], []),
    ("writer and place", '<div class="info"><span>2012年3月21日 11:21</span><span>南方都市报</span></div>', "　　南都讯 记者 程姝雯 发自北京 新政出台一周，成效如何？记者走访多个窗口，发现办理时间明显缩短。", "", "2012年3月21日 11:21", "南方都市报", ["程姝雯"], []),
    ("writer at the dash", '<p>来源：新闻晨报 时间：2012-03-21 06:08</p>', "　　□晨报记者 钱朱建", "", "2012-03-21 06:08", "新闻晨报", ["钱朱建"], []),
    ("writer, photographer", '<p>来源：羊城晚报 时间：2012-03-21 06:08</p>', "文/图 羊城晚报全媒体记者 董柳 通讯员 隋岳", "", "2012-03-21 06:08", "羊城晚报", ["董柳", "隋岳"], []),
    ("writer slash", '<p>来源：广州日报 时间：2012-03-21 06:08</p>', "文/广州日报全媒体记者李大林 图/广州日报全媒体记者苏俊杰", "", "2012-03-21 06:08", "广州日报", ["李大林"], []),
    ("overseas agency", '<p>2012-03-21 06:08 来源：参考消息网</p>', "　　参考消息网3月21日报道 英媒称，经过三年施工，这座大桥如期通车，成为当地最长的斜拉桥。", '<p>责任编辑：刘伟_XM12</p>', "2012-03-21 06:08", "参考消息网", [], ["刘伟"]),
    ("translator", '<p>2012-03-21 06:08 来源：环球网</p>', "　　【环球网综合报道】据外媒3月21日报道，这座大桥如期通车，成为当地最长的斜拉桥，总投资八亿元。", "<p>（实习编译：李诗韵 审稿：朱盈库）</p>", "2012-03-21 06:08", "环球网", ["李诗韵"], []),
    ("name in the tail bracket", '<p>2012-03-21 06:08 来源：中国经济网</p>', "", "<p>（经济日报记者 李哲 责任编辑：符仲明）</p>", "2012-03-21 06:08", "中国经济网", ["李哲"], ["符仲明"]),
    ("column", '<p>2012-03-21 06:08 来源：经济参考报 作者：方烨 阅读：102</p>', "", "", "2012-03-21 06:08", "经济参考报", ["方烨"], []),
    ("two authors joined", '<p>作者：王小军 李强　来源：法制日报　发布时间：2012-03-21 06:08:09</p>', "", "", "2012-03-21 06:08:09", "法制日报", ["王小军", "李强"], []),
    ("labels without marks", '<ul class="meta"><li>来源</li><li>中国环境报</li><li>作者</li><li>徐卫星</li><li>时间</li><li>2012-03-21</li></ul>', "", "", "2012-03-21", "中国环境报", ["徐卫星"], []),
    ("entities", '<div>发布时间：2012-03-21&nbsp;&nbsp;&nbsp;&nbsp;信息来源：宣传部&nbsp;&nbsp;&nbsp;&nbsp;作者：&nbsp;&nbsp;&nbsp;&nbsp;点击数：</div>', "", "", "2012-03-21", "宣传部", [], []),
    ("empty labels", '<div>来源： 作者： 编辑： 2012-03-21 06:08</div>', "", "", "2012-03-21 06:08", "", [], []),
    ("today above", '<div>2012年3月21日 06:08 | 作者：佚名 | 来源：网络</div>', "", "", "2012年3月21日 06:08", "", [], []),
    ("date in two cells", '<table><tr><td>发布时间：</td><td>2012-03-21 06:08</td><td>信息来源：</td><td>县农业农村局</td></tr></table>', "", "", "2012-03-21 06:08", "县农业农村局", [], []),
    ("minguo", '<div class="info">中華民國一百零一年三月二十一日</div>', "（中央社記者葉素萍台北21日電）新落成的大橋今天通車，兩岸往來只要六分鐘，居民說方便許多。", "", "", "中央社", ["葉素萍"], []),
    ("cna editor", '<div class="updatetime"><span>2012/03/21 06:08（03/21 07:10 更新）</span></div>', "（中央社記者葉素萍台北21日電）新落成的大橋今天通車，兩岸往來只要六分鐘，居民說方便許多。", "<p>（編輯：李錫璋）1010321</p>", "2012/03/21 06:08", "中央社", ["葉素萍"], ["李錫璋"]),
    ("chinatimes", '<div class="meta-info"><time><span class="hour">06:08</span><span class="date">2012/03/21</span></time><div class="source">工商時報</div><div class="author"><a>陳碧芬</a></div></div>', "", "<p>(工商時報)</p>", "06:08 2012/03/21", "工商時報", ["陳碧芬"], []),
    ("ltn foot", '<div class="time">2012-03-21 06:08</div>', "〔即時新聞／綜合報導〕新落成的大橋今天通車，兩岸往來只要六分鐘，居民說方便許多。", "", "2012-03-21 06:08", "", [], []),
    ("voa", '<div class="authors"><a>许宁</a></div><time>2012年3月21日 06:08</time>', "华盛顿 — ", "", "2012年3月21日 06:08", "", ["许宁"], []),
    ("dw", '<div><span>21.03.2012</span></div>', "（德国之声中文网）新落成的大桥今天正式通车，两岸居民往来的时间从四十分钟缩短到六分钟。", "", "21.03.2012", "", [], []),
    ("editor, intern", '<p>2012-03-21 06:08 来源：央视网</p>', "", "<p>编辑：张洁（实习） 责任编辑：王怡</p>", "2012-03-21 06:08", "央视网", [], ["王怡"]),
    ("comma names", '<p>2012-03-21 06:08 来源：光明网</p>', "", "<p>[责任编辑：张倩，李澍]</p>", "2012-03-21 06:08", "光明网", [], ["张倩", "李澍"]),
    ("dot name", '<p>2012-03-21 06:08 来源：新疆日报</p>', "　　新疆日报讯（记者 古丽娜尔·艾山 逯风暴）新落成的大桥今天正式通车，两岸往来只需六分钟。", "", "2012-03-21 06:08", "新疆日报", ["古丽娜尔·艾山", "逯风暴"], []),
    ("lead box", '<p>2012-03-21 06:08 来源：新文化报</p>', "　　新文化报 记者 张宇", "", "2012-03-21 06:08", "新文化报", ["张宇"], []),
    ("netease account", '<p class="time"><span>2019-05-17</span><span class="point">·</span><span>小城故事汇</span></p>', "", "<p>特别声明：以上文章内容仅代表作者本人观点，不代表本网观点或立场。</p>", "2019-05-17", "小城故事汇", [], []),
    ("bilibili-like views", '<div><a class="up-name">大桥观察员</a><span>2021-09-10 10:08:12</span><span>1.2万阅读 · 35喜欢 · 20评论</span></div>', "", "", "2021-09-10 10:08:12", "大桥观察员", [], []),
]

BODY = [
    "　　昨天下午，新落成的青石湾大桥正式通车，两岸居民往来的时间从四十分钟缩短到六分钟，大桥全长一千二百米。",
    "　　施工单位负责人介绍，大桥采用双塔斜拉结构，设计使用年限一百年，桥面设有非机动车道和观景平台，夜间照明全部采用节能灯具。",
    "　　“以前过江要等渡轮，遇到大风就停航。”家住东岸的居民周先生说，通车以后，孩子上学再也不用起早。",
    "　　青石湾镇相关部门表示，下一步将完善两岸公交接驳，新增三条线路，同时对老渡口进行改造，建成亲水公园，预计明年五月完工。",
    "　　据了解，大桥总投资八亿元，历时三年建成，创下当地桥梁建设的多项纪录，周边配套道路也将于年底前全部贯通。",
]


def page(info, first, tail):
    """A news page with a menu, a headline, this line under it, the body and this tail, related links and a footer."""
    paragraphs = "".join(f"<p>{text}</p>" for text in ([first] if first else []) + BODY)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>青石湾大桥通车 两岸往来只需六分钟_青石湾新闻网</title></head>
<body><div class="nav"><a href="/">首页</a><a href="/news">新闻</a><a href="/local">本地</a><a href="/video">视频</a></div>
<div class="main"><div class="path"><a href="/">首页</a> &gt; <a href="/news">新闻</a> &gt; 正文</div>
<h1>青石湾大桥通车 两岸往来只需六分钟</h1>{info}
<div class="content">{paragraphs}{tail}</div>
<div class="related"><h3>相关新闻</h3><ul><li><a href="/1">大桥建设进入倒计时，全线灯光调试完成</a></li><li><a href="/2">记者探访老渡口</a></li></ul></div>
</div><div class="footer">青石湾新闻网 版权所有 编辑部电话：000-1234567 Copyright © 2019</div></body></html>"""
