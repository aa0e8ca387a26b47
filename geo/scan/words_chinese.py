"""Chinese words that tell what a place is in a sentence, as data; each table says what it is for."""

from __future__ import annotations

import re

PROGRAMME = re.compile(
    r"试点|试行|试运行|试验区|示范|先行先试|先行区|推广|项目|工程|计划(?!生育)|行动|专项|模式|改革"
    r"|(?:参与|加入|纳入|跟进)其中|(?:参与|加入)进来"
)
"""A programme is spoken of, be it by a pronoun."""

BEGINS = re.compile(
    r"启动|开展|试点|试行|试运行|开设|开通|上线|推出|推广|实施|设立|成立|建成|建起|投运|投用|投入使用|落地|落户"
    r"|扩大|扩展|扩围|拓展|延伸|覆盖|纳入|列入|列为|入选|获批|确定为|选定|选为|加入|新增|率先|先行|首批|首个|首家|首[开创推次]|启用|推行|第一[个家站]|开班|办起|开办|试办|开课|开馆|开诊|首播|首飞|试飞|落成"
    r"|第一批|第二批|第三批|铺开|推开|推进到|跟进|接入|运行|运营|开业|揭牌|挂牌|示范|参与|参加|试水|布局|入驻"
    r"|建设了|设有|开出|开到|推向|走进|进入|起步|开始|开店|开办|引入|引进|采用|应用|使用|完成|建立|发放|发行|放款"
)
"""Something begins, runs, or comes to a place."""

PLANS = re.compile(
    r"计划(?!生育|单列)|培育(?:对象|单位|名单)|意向|有意(?!思|义|见|识)|愿意|原定|本应|(?<!模)(?<!虚)拟(?!定|人|态|合|真)|将(?=[于在会继进逐扩推启开覆新增建设全陆率投分实有对向把再陆适从年形纳加成正很择尽引使让与])"
    r"|预计|力争|规划|有望|准备|筹备|争取|正在申报|申报|申请|研究在|考虑|下一步|目标是|到20[0-9]{2}年(?:底|末)?(?:前)?[，,]?(?:将|建|覆盖|实现)"
    r"|即将|打算|酝酿|候选|待批|部署在"
)
"""What is announced: neither a yes nor a no."""

DENIES = re.compile(
    r"尚未|尚无|还无|仍无|还未|仍未|并未|从未|未能|未在|未纳入|未列入|未开展|未启动|未开通|未被|未设|未参与|未参加|未入选|未实施|未覆盖|未涉及|未获批"
    r"|均未|都未|未开办|没有|没能|不需要|无需|不打算|不考虑|不愿|未报|不包括|不含|不在(?!少|意|乎|话)|不参与|不参加|不纳入|不涉及|暂不|暂未|暂缓|除外|除了|除(?=[^夕去草尘])|无一|均无|并无|还没"
    r"|不是(?=[^，。]{0,8}(?:试点|示范|首批))|[并虽而]非(?=[^，。]{0,8}(?:试点|示范|首批))|非试点|无缘|未果|落选|未进入|不设|不再(?:开展|实施|参与|纳入|承担|担任|作为|列入|享受|保留|执行|推行|试点|试行|属于)|叫停|取消|否认|拒绝|排除"
)
"""A no, unless one of `NO_DENIAL` holds it."""

NO_DENIAL = re.compile(
    r"没有(?:例外|停|止步|忘|影响|缺席|问题)|不仅|不只|不但|不光|不单|除了?[^，。]{1,12}(?:还|也|外，还|之外，还)"
    r"|没有(?=[^，。]{0,6}就没有)|不可或缺|从无到有"
)

TURNS_ASIDE = re.compile(
    r"(?:同期|另外|此外|另据[^，。]{0,6}|另悉|与此同时)[，,][^，。“「]{0,12}[“「][^“”「」，,]{2,20}[”」]"
    r"[^，。]{0,6}(?:试点|示范|工程|行动|项目|计划)"
)
"""A sentence that begins with another programme, by its name."""

NOT_AFTER_ALL = re.compile(
    r"(?:但是?|却|不过|然而|只是)?[^，。]{0,4}(?:被(?:拒绝|驳回|否决|退回|婉拒)|不是|并非|不属于|(?:未|没有?)被?(?:列入|纳入|入选|获批)"
    r"|(?:至今|迄今)[^，。]{0,4}(?:未|没有)(?:启动|开展|实施|落地)"
    r"|(?:并未|并没有|从未|始终未)[^，。]{0,3}(?:[设建]立|开展|启动|实施|落地|获批|参与|加入|纳入|入选|成为|开通|运行))"
)
"""A clause that takes back what the one before it seemed to say."""

EXCEPTING = re.compile(r"(?:除了?|不含|不包括|不包含|剔除|排除)(?:了)?$")
"""Before a place: it is left out."""

UNSURE = re.compile(
    r"如果|假如|假使|倘若|若(?!干|羌|尔盖)|是否|能否|据传|传闻|网传|传言|疑似|或许|也许|可能|建议|呼吁|提议|倡议"
    r"|要求(?:加入|纳入|列入|成为)|请求|推迟|延期|延后|搁置|搁浅|暂缓|否认|不实|辟谣|尚不清楚|未经证实"
)
"""What may not have been: a condition, a rumour, a wish, or a beginning that was put off."""

ENDS = re.compile(
    r"中止|撤出|移出|除名|废止|到期|结束|停止|终止|暂停|退出|关闭|取消|叫停|撤销|停办|停运|关停|期满"
)
"""Something was over from then on."""

OTHER_PROGRAMME = re.compile(
    r"类似的?(?:探索|做法|项目|试点|尝试|服务|活动|计划|模式)|另一项|另一家|其他项目|另外一[项个]|与此不同|与此无关|竞争对手"
    r"|同类项目|另有一项|也曾设过|也曾开展|与(?:本|该|此|上述|这)[次轮项个]?[^，。]{0,8}(?:无关|不同|是两回事)"
    r"|不属于(?:本次|本轮|该|此|国家|全国|上述)[^，。]{0,8}(?:试点|项目|计划|工程|范围)"
)
"""A sentence that speaks of another programme, perhaps."""

NOT_THE_PROGRAMME = re.compile(
    r"(?:公司|集团|企业|医院|学校|机构|银行)[^，。]{0,3}(?:成立|设立|注册)|论坛|峰会|博览会|展览|展会|大会|会议|研讨会|总部|办事处|工厂|校区|分校|酒店|机场|高铁|高速公路|演唱会"
    r"|马拉松|上市|旗舰店|研发中心|发布会|地铁"
)
"""What opens or is launched without the programme being meant."""

DEEPENS = re.compile(r"进一步深化|深化|深入合作|持续|继续|不断完善|升级|巩固")
"""What grows where it is: no new place is told."""

INSTITUTION = re.compile(
    r"(?:省|市|州|县|区)?(?:农业|工业|理工|师范|财经|医科|医药|交通|科技|工商|外国语|外语|中医药|民族|海洋|农林|建筑|"
    r"商业|农村商业|农村信用|城市|信用|社会科学|社科|农科|农业科学|科学|人民|第[一二三四]|中心|职业技术|职业|信息|"
    r"工程|电子|文理|石油|邮电|政法|体育|音乐|美术|广播|人民广播|新闻|证券|股权|碳排放权|大宗商品|数据|妇幼保健|"
    r"铁路|国际|经济|贸易|大学附属|开放|党校|商贸|轻工|机电|林业|水利|航空|航天|理工学院|城建)?"
    r"(?:大学|学院|师大|农大|理工|银行|农商行|农信社|农信联社|信用社|证券|保险|人寿|日报|晚报|时报|晨报|都市报|晚刊|商报"
    r"|电视台|广播电台|卫视|出版社|医院|研究院|研究所|研究中心|科学院|社科院|农科院|协会|学会|商会|基金会|博物馆|图书馆"
    r"|中学|小学|一中|党校|交易所|机场|火车站|高铁站|客运站|海关关区|铁路局|足球俱乐部|足球队|男篮|女排|体育馆|体育场|会展中心"
    r"|国际会展|人大|政协|法院|检察院|军区|战区|新闻网|发布|新闻办|新闻|网讯|仲裁委|歌舞团|歌剧院|剧院|话剧院|京剧院)"
)
"""What stands right behind a place that is part of the name of an institution."""

COMPANY = re.compile(r"公司|集团|股份|药业|酒业|实业|控股|合作社联合社")
"""The end of the name of a company that begins with a place."""

NOT_IN_A_NAME = frozenset("，。、；：！？（）“”的在于将了和与及是把被对向从到为等 ")
"""Signs and words of grammar, which no name of a company holds."""

BRANCH = re.compile(
    r"(?:省|市|州|县|区)?(?:邮政|电信|移动|联通|电力|供电|烟草|石油)?(?:市|县|州|区)?(?:分公司|分行|支行|支公司|分部|分局|支局|营业部|网点|分拨中心|县局|市局|供电所|服务站|站点)"
)
"""A branch in a place: the company works there."""

PROVINCIAL = re.compile(
    r"(?:省|自治区|市)?(?:邮政|电信|移动|联通|电力|烟草|石油|供销|农信)(?:(?:省|市|区)?(?:公司|分公司|集团)|速递|社|局)?"
)
"""Companies that are one per province: the name says where they work."""

_DEPARTMENTS = (
    "商务|农业农村|农业|财政|教育|卫生健康|卫健|卫生|市场监督管理|市场监管|发展和改革|发展改革|发改|交通运输|交通|民政"
    "|人力资源和社会保障|人社|文化和旅游|文旅|科学技术|科技|工业和信息化|工信|住房和城乡建设|住建|水利|水务|林业和草原|林业"
    "|林草|气象|乡村振兴|扶贫|税务|公安|自然资源|生态环境|环保|医疗保障|医保|邮政管理|供销|粮食|统计|司法|审计|应急管理|应急"
    "|金融|外事|宣传|组织|统战|城管|体育|畜牧|民族宗教|大数据|数据|政务服务|行政审批|国资|海洋|渔业|残联|妇联|总工会"
)

GOVERNMENT = re.compile(
    rf"(?:省|市|州|县|区)?(?:人民政府|政府|市委|省委|县委|区委|州委|(?:{_DEPARTMENTS})(?:厅|局|委员会|委|部|办公室|办|中心)?"
    r"|省长|市长|县长|区长|州长|书记|当局|官方|管委会)"
)
"""The government of a place acts: perhaps the place is meant."""

PART_BEHIND = re.compile(
    r"(?:(?![各城乡农在的于了和与及是对向从到为等全])[\u4e00-\u9fff]){0,6}?"
    r"(?P<end>(?:高新技术产业|高新技术|高新|经济技术|经济|综合)?开发区|高新区|经开区|(?:综合)?保税港?区"
    r"|的?(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3})个(?:乡镇|街道|社区|行政村|乡|镇|村)"
    r"|工业园区?|产业园区?|科技园区?|软件园区?|物流园区?|(?<=[\u4e00-\u9fff])新区"
    r"|(?<=[\u4e00-\u9fff]{2})(?<![城乡村])(?:镇|乡|街道)(?![镇村民企办亲]))"
)
"""What stands right behind a unit where a zone or a town in it is meant."""

LANDMARKS = re.compile(
    r"(?:东|西|南|北|中)?(?:路|街(?!道办)|大道|巷|胡同|大桥|公路|高速|铁路|高铁|机场|港(?!区|口区)|码头|口岸|水库|河(?!南|北|西|东|池|源|口|县|津|间|曲)|湖(?!南|北|州|口|里|滨)"
    r"|山(?!西|东|区|丹|南|阳|阴|亭)|镇|乡(?!村|镇)|村|街道|社区|小区|广场|大厦|公园|景区|古城|古镇|饭店|酒店|宾馆|会展|体育|队(?!伍)|足球|话(?!题|剧)|菜(?!籽)|方言|人(?=[，。、；）)的张王李刘陈杨赵])|籍|书店|书局)"
)
"""What is called after a place, and is somewhere else, or no unit of the gazetteer."""

LOCAL_BODIES = re.compile(r"(?:人民)?(?:法院|检察院|医院|中医院|中学|小学|图书馆|党校)")
"""Bodies of a county or city: where one acts, its place may be meant."""

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
LEARNED = re.compile("获悉|了解到|得知|获知")
"""Behind whoever told the reporter: 记者从甘肃省邮政分公司获悉."""
PERSON = re.compile(
    r"(?:记者|通讯员|教授|主任|局长|书记|院长|校长|经理|董事长|总裁|村民|农民|市民|老师|医生|律师|司机|主播|编辑|作者|学者|专家"
    rf"|负责人|创始人|站长|所长|镇长|县长|市长|法官|研究员|工程师|老板|客商)[ 　：:]?[{SURNAMES}]$"
)
"""Before the given name of a person: 教授刘海南."""

PRODUCTS = re.compile(
    r"(?:的|产的?|特产|优质|红富士|本地|当地)?(?:苹果|大米|小米|面粉|拉面|牛肉面|面皮|茶叶?|绿茶|红茶|白茶|黑茶|毛尖|龙井|羊肉|牛肉|猪肉|火腿|板鸭|烤鸭|螃蟹|大闸蟹|海鲜|海参"
    r"|核桃|红枣|大枣|冬枣|枣|蜜瓜|哈密瓜|西瓜|甜瓜|花椒|辣椒|木耳|香菇|蘑菇|脐橙|橙子?|柑橘|蜜桔|蜜橘|柚子?|樱桃|葡萄(?!酒产业)|葡萄酒|白酒|酒|醋|土豆|马铃薯|洋芋|洋葱|大蒜|百合|枸杞|当归|黄芪|党参|药材|蜂蜜"
    r"|猕猴桃|荔枝|龙眼|芒果|香蕉|柿子|柿饼|梨|桃|杏|李子|石榴|丝绸|刺绣|瓷器|小吃|特产|农产品|农特产品|土特产|水果|蔬菜|花卉|鲜花|玉石|玉|甜瓜|米粉|螺蛳粉|热干面|火锅)"
)
"""What comes from a place: it says where the goods grow, not where the programme runs."""

BEFORE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?:{pattern})$"), reason)
    for pattern, reason in (
        (r"总部(?:位于|设在|设于|在|坐落于)|注册地(?:为|在|位于)|注册于|注册在|设于|上市地", "where a company or body has its seat"),
        (r"出生于|出生在|生于|毕业于|籍贯|祖籍|老家在?|家住|家在|长大于|就读于|户籍(?:地)?(?:为|在)?", "where a person comes from or lives"),
        (r"来自于?|出自|源自|产自|采自|购自|收购自", "where somebody or something comes from"),
        (r"销往|运往|发往|寄往|卖到|卖往|销到|运到|运抵|飞往|驶往|发送到|寄到|送往|直达|销售到|远销|供应|端上", "where goods go"),
        (r"专程来|特地来|远道来|慕名来|前来|赴|前往|奔赴|到访|走访|途经|经由|取道|返回|回到|回|来到|抵达|离开|飞抵|考察|调研|参观|视察", "where somebody went"),
        (r"(?:学习|借鉴|参照|参考|对标|效仿|复制)(?:了|过|着)?|相比(?:于)?|相较于?|不同于|有别于|区别于|好比|如同|比起|比|媲美|超过|高于|低于|仅次于", "only compared with"),
        (r"(?:总结|宣传|复制|学习)?推广(?:了|过)?", "whose experience is passed on"),
        (r"邻近|毗邻|相邻|距(?:离)?|靠近|北靠|南接|东临|西邻|地处", "only tells where something lies"),
        (r"新华社|中新社|中新网|人民网|新华网|本报|本网|央广网|央视网|中国网|记者从|电讯|（记者|通讯员", "the dateline of a report"),
        (r"(?:供图|摄影|图片来源|来源|图源|编辑|责编|摄于)[:：/ ]?", "a credit"),
        (r"孙|抗|辽|古|老|小|大", ""),
    )
    if reason
)  # fmt: skip
"""What stands right before a place that is only mentioned, and why."""

AFTER: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), reason)
    for pattern, reason in (
        (r"(?:市|省)?(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:电|讯|消息)|(?:电|讯)(?=[（(　 ])|讯(?=[，。：])|消息(?=[，：])", "the dateline of a report"),
        (r"(?:市|省|县|区)?[^，。；在]{0,6}(?:召开|举行|举办|签署|签订|签约|开幕|闭幕|亮相|会晤|会谈|开会)(?![^，。；]{0,14}(?:启动|揭牌|开通|上线|投运|开业|挂牌|首发))", "where something was held or signed"),
        (r"(?:市|省)?(?:20[0-9]{2}年?)?(?:第[0-9一二三四五六七八九十]{1,3}届)?(?:(?:冬季?|夏季?)奥(?:运会?|会)?|奥运会?|残奥会?|亚残?运会?|亚冬会?|大运会|世博[会园]|世园会|园博会|进博会|广交会|马拉松)", "part of the name of an event"),
        (r"(?:籍|户籍|口音|方言|话(?!题|剧|费)|菜(?!籽|篮)|味)", "a person, a speech or a dish, not the place"),
        (r"(?:市|省|县|区)?(?:的)?(?:消费者|市民|顾客|客户|客商|买家|食客|市场|游客|订单|考生|网友|居民餐桌)", "where customers are"),
        (r"(?:市|省|县|区)?的?(?:模式|经验|做法|样本|速度)", "a model that others follow"),
        (r"(?:市|省|县|区|州)?(?:学习|取经|考察|参观|观摩)", "where somebody went"),
        (r"(?:市|省|县|区|州)?(?:党政|政府|企业)?(?:代表团|考察团|调研[组团]|访问团|参访团|学习团|工作组|一行)", "where somebody comes from"),
        (r"(?:市|省|县|区|州)?[^，。；在]{0,8}(?:会议?|论坛|座谈|大会)上", "where something was held or signed"),
        (r"(?:市|省|县|区|州)?(?:出生|长大|毕业)的", "a person, a speech or a dish, not the place"),
        (r"(?:市|省|县|区|州)?之间(?!的?试点)", "between two places"),
        (r"(?:市|省|县|区|州)?(?:并?无关|(?:毫无|没有)关系)", "said to have nothing to do with it"),
        (r"(?:市|省|县|区|州)?(?:接壤|交界|毗邻|相邻|为邻)", "only tells where something lies"),
        (r"(?:省|市)?的?(?:姑娘|小伙|汉子|青年|老汉|大妈|农民工|商人|企业家|歌手|演员|学者|专家|作家|画家|人士)", "where a person comes from"),
    )
)  # fmt: skip
"""What stands right behind such a place."""

OF_ONE = frozenset(
    [
        "only compared with",
        "only tells where something lies",
        "a model that others follow",
        "part of the name of an event",
    ]
)
"""What holds for one place alone, and not for the list that it stands in."""

PARTICLES = frozenset(
    "，。、；：！？（）()“”\"'《》〈〉【】[]—-·…,.;:!? |/\n在于到从和与及至对以将由为是有向赴的了是或并把被让按经含即如像该各等连同跟往内起设以"
)
"""Signs and words of grammar beside which a bare short name stands as a name."""

COMMON_WORDS = frozenset(
    """
    合作 资源 通道 互助 和平 友好 友谊 前进 前锋 新华 光明 向阳 振兴 红旗 东风 工农 动力 兴业 安居 安定 同心 解放
    公安 比如 大方 大新 大通 大化 大厂 大名 大兴 大同 大悟 大英 大足 大关 大余 大观 中方 中原 中心 东方 方正 方山
    正定 文成 名山 安宁 开化 开平 永和 太平 平和 平安 平顺 顺平 惠民 富民 富裕 民乐 民和 民权 民丰 康乐 康保 康平 武功
    清水 清流 明水 流水 四方 五常 七星 八步 九龙 上街 下城 下关 会同 同仁 同安 同德 城口 城区 郊区 市中 市北 市南 东区
    西区 南区 北区 东城 西城 城东 城西 城北 城中 城关 城厢 南部 南岸 南郊 北林 河东 河西 河口 江口 湖口 港口 港南 港北
    站前 矿区 老城 新城 古城 新市 新建 新兴 新化 新民 新会 新星 新青 新华 白云 白玉 白水 青山 红河 红星 红桥 绿园 紫云
    金山 金沙 金水 金台 金湖 宝山 宝塔 莲花 运河 龙门 龙江 龙山 凤凰 麒麟 牡丹 芙蓉 玄武 鼓楼 钟楼 灯塔 天元 天心 天河
    天涯 天桥 天山 天全 天等 天长 元宝 山城 山阳 石门 东湖 西湖 南湖 北湖 江山 江海 江南 江北 平房 平原 高台 高平 高密
    高明 长安 长寿 长子 长乐 万全 万年 兴国 兴隆 仁和 仁寿 共和 安化 安新 连城 和顺 和静 道里 道外 通山 红山 海林 海港
    湖滨 滨海 滨江 太和 合水 合江 集安 集贤 三元 三台 三河 三江 三山 三水 双流 双江 双桥 独山 商城 水城 花都 团风 加查
    革吉 日土 长治 来宾 白银 和田 始兴 建设 立山 龙华 平川 泰和 成华 文山 平定 长城 海门 东升 来安 繁昌 吉利 阳光 安全
    永安 永新 大理 南山 北山 西山 东山 香山 江安 南华 华龙 正阳 中山 广安 瑞安 长春 长丰 永丰 长兴 建华 建德 康定 定南
    """.split()
)  # fmt: skip
"""Short names that are words, or parts of words, in most texts; found by reading the short names
of all counties and districts. Alone between other words they are not taken for the place."""

BRANDS = (
    "平安保险", "平安银行", "平安人寿", "平安科技", "平安集团", "中国平安", "平安好医生", "平安夜", "新华社", "新华网", "新华书店",
    "新华保险", "新华人寿", "光明乳业", "光明日报", "宁德时代", "东方财富", "东方航空", "东方证券", "东方红", "东方甄选", "兴业银行", "兴业证券",
    "南方电网", "长城汽车", "长安汽车", "大众汽车", "江铃", "沙县小吃", "黄山毛峰", "青岛啤酒", "北京时间", "上海合作组织", "西湖龙井", "白云山制药",
    "北京奔驰", "上海大众", "北京同仁堂", "广汽", "白银价格", "和平发展", "长治久安", "平安建设", "平安中国", "共和国", "合作社",
    "和平共处", "万年历", "和田玉", "朝阳产业", "安康杯", "北京大学", "南开大学", "复旦", "东莞证券", "海南航空", "四川航空", "厦门航空",
)  # fmt: skip
"""Names of firms and fixed words that hold a place's characters."""

WITH_WHOM = re.compile(
    r"(?:曾经?|已经?|先后|将|拟|还|也|正在?|此前|率先|主动|积极|首次)(?:与|同|跟|和)$"
)
"""Before a place with which another ran something: 河北曾与北京开展试点."""

LEVELS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?:等)?(?:[0-9一二两三四五六七八九十]{{1,3}}个?)?(?:{pattern})"), level)
    for pattern, level in (
        ("市[、/]?州|州[、/]?市|地级?市|地区|市地", "prefecture"),
        ("县[、/]?[(（]?市?[、/]?区|区[、/]?县|县[、/]?市|县级市|县|旗县", "county"),
        ("省|省[、/]?区|省[、/]?市", "province"),
    )
)
"""What a list is of, by the words right behind it: 甘肃省武威、酒泉、天水、临夏四市州."""

LIST_SIGNS = frozenset("、，/·；和与及跟以")
"""What parts the members of a list."""

LIST_WORDS = frozenset("并还有是的市县区州先后则在又再到“”（）｜")
"""What may stand between them besides."""

INSIDE = frozenset(
    "的 省 各 下辖的 下辖 所辖 辖区内的 境内的 境内 内的 省内的 全省 地区 辖 所属 所属的 所辖的 · - — ：".split()
) | {"", " "}
"""What stands between a unit and one inside it."""
