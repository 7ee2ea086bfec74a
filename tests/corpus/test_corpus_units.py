import pytest

from corpus.text import Folded, fold
from corpus.units import is_complete, is_territorial, is_unit, names, split_units


def split(text: str, *, cell: bool = False) -> str:
    """The names found in ``text``, one bar between two."""
    folded = Folded(text)
    return "|".join(names(folded, split_units(folded, cell=cell)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # marks of enumeration
        ("区工信委、国土局、城管局", "区工信委|国土局|城管局"),
        ("市公安局，各县区人民政府", "市公安局|各县区人民政府"),
        ("市公安局；市水利局", "市公安局|市水利局"),
        ("市公安局/市交通运输局", "市公安局|市交通运输局"),
        ("、市财政局、、市审计局、", "市财政局|市审计局"),
        ("由市财政局。", "市财政局"),
        # the level word left out after the first name
        ("区发展改革委、财政局、生态环境分局", "区发展改革委|财政局|生态环境分局"),
        # the place left out in a pair of party and government
        ("江北县委、县政府，枝阳区委、区人民政府", "江北县委、县政府|枝阳区委、区人民政府"),
        ("市委、市政府", "市委|市政府"),
        # a group named by its fields
        ("教育、体育、文旅等行业主管部门，市财政局", "教育、体育、文旅等行业主管部门|市财政局"),
        ("市教育局、市体育局等相关部门", "市教育局|市体育局"),
        # names glued together
        ("区住建局区财政局", "区住建局|区财政局"),
        ("区住建局区财政局区水利局", "区住建局|区财政局|区水利局"),
        ("市公安局市消防救援支队", "市公安局|市消防救援支队"),
        ("市财政局各县区人民政府", "市财政局|各县区人民政府"),
        # 及, 和, 与, 以及 between names
        ("市发展改革委和市财政局", "市发展改革委|市财政局"),
        ("市教育局与市财政局", "市教育局|市财政局"),
        ("市文化和旅游局及市商务局", "市文化和旅游局|市商务局"),
        ("市公安局及各有关部门", "市公安局|各有关部门"),
        ("市机关事务管理局以及各县区人民政府", "市机关事务管理局|各县区人民政府"),
        ("市中级人民法院和市人民检察院", "市中级人民法院|市人民检察院"),
        ("市住房和城乡建设局和市自然资源和规划局", "市住房和城乡建设局|市自然资源和规划局"),
        # 及, 和, 与 inside names
        ("市住房和城乡建设局", "市住房和城乡建设局"),
        ("市住房保障及房产管理局", "市住房保障及房产管理局"),
        ("市人力资源和社会保障局、市自然资源和规划局", "市人力资源和社会保障局|市自然资源和规划局"),
        ("市城市管理和综合执法局", "市城市管理和综合执法局"),
        # 等 is never part of a name
        ("市总工会、团市委、市妇联等群团组织", "市总工会|团市委|市妇联"),
        ("市财政局、市水利局等", "市财政局|市水利局"),
        ("市财政局等有关部门", "市财政局"),
        # groups
        ("各乡、镇人民政府", "各乡、镇人民政府"),
        ("各区、县（市）人民政府", "各区、县（市）人民政府"),
        ("各县、区人民政府，市直各部门", "各县、区人民政府|市直各部门"),
        ("各县（市、区）人民政府", "各县（市、区）人民政府"),
        ("各乡镇（街道）、各有关单位", "各乡镇（街道）|各有关单位"),
        ("各乡镇人民政府、街道办事处", "各乡镇人民政府|街道办事处"),
        ("驻安各高校、各通信运营企业", "驻安各高校|各通信运营企业"),
        # marks inside brackets divide nothing
        ("市委宣传部（市文明办、市新闻出版局）、市财政局", "市委宣传部（市文明办、市新闻出版局）|市财政局"),
        ("市发展改革委（能源局）、市财政局", "市发展改革委（能源局）|市财政局"),
        ("安州城市发展投资（集团）有限公司", "安州城市发展投资（集团）有限公司"),
        # branches and companies
        ("市生态环境局石泉分局", "市生态环境局石泉分局"),
        ("公安局平原分局", "公安局平原分局"),
        ("国家税务总局安州市税务局", "国家税务总局安州市税务局"),
        ("中国人民银行河源市中心支行", "中国人民银行河源市中心支行"),
        ("国家统计局石泉调查队", "国家统计局石泉调查队"),
        ("中国电信、中国移动、铁塔公司", "中国电信|中国移动|铁塔公司"),
        ("中国铁塔股份有限公司安州分公司", "中国铁塔股份有限公司安州分公司"),
        # each name once, a suffix doubled over a page break is one
        ("市财政局、市水利局、市财政局", "市财政局|市水利局"),
        ("行政综合执法局局", "行政综合执法局"),
        # white space inside names, marks of Markdown, width
        ("市 财 政 局、市水\n利局", "市财政局|市水利局"),
        ("**市财政局**、市水利局", "市财政局|市水利局"),
        ("市公安局 ,各县区人民政府", "市公安局|各县区人民政府"),
        ("", ""),
    ],
)
def test_a_list_divides_into_names(text: str, found: str) -> None:
    assert split(text) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        # one name a line
        ("区发改委\n区工信和商务局\n区城管局", "区发改委|区工信和商务局|区城管局"),
        ("水务局\n财政局", "水务局|财政局"),
        ("团市委\n市妇联", "团市委|市妇联"),
        ("县委组织部\n县农业农村局", "县委组织部|县农业农村局"),
        ("各乡镇人民政府\n各街道办事处", "各乡镇人民政府|各街道办事处"),
        ("教育局\n公安局\n各镇（办）", "教育局|公安局|各镇（办）"),
        # names on one line divided by spaces
        ("区发改委 区科技局\n区住建局", "区发改委|区科技局|区住建局"),
        ("区城管局 规划分局", "区城管局|规划分局"),
        ("公安局 平原分局", "公安局平原分局"),
        # a name broken over lines
        ("生态环境\n新城分局", "生态环境新城分局"),
        ("生态环境\n\n新城分局", "生态环境新城分局"),
        ("市住房和城乡\n建设局", "市住房和城乡建设局"),
        ("市自然资源\n和规划局", "市自然资源和规划局"),
        ("市住房和\n城乡建设\n局", "市住房和城乡建设局"),
        ("市发展改革\n委、市财政\n局", "市发展改革委|市财政局"),
        ("各乡镇\n人民政府", "各乡镇人民政府"),
        ("各有关\n部门", "各有关部门"),
        ("国网石泉县\n供电公司", "国网石泉县供电公司"),
        ("市委\n宣传部", "市委宣传部"),
        # marks and line breaks together
        ("县财政局、县自然资源局、\n临江水务集团有限公司", "县财政局|县自然资源局|临江水务集团有限公司"),
        ("市住房和城乡建设局\n市自然资源和规\n划局", "市住房和城乡建设局|市自然资源和规划局"),
        ("市财政局\n等有关部门", "市财政局"),
        ("市统计局，各数据\n提供单位", "市统计局|各数据提供单位"),
        ("市水务集团桥东营业处\n中国电信桥东分公司", "市水务集团桥东营业处|中国电信桥东分公司"),
        ("镇宣传办公室\n石桥中学", "镇宣传办公室|石桥中学"),
        ("市 财 政 局", "市财政局"),
    ],
    ids=ascii,
)
def test_line_breaks_in_a_cell_divide_names_or_join_their_halves(cell: str, found: str) -> None:
    assert split(cell, cell=True) == found


@pytest.mark.parametrize(
    "name",
    [
        "区财政局",
        "农委",
        "各乡镇",
        "各有关部门",
        "有关单位",
        "柏庄镇",
        "团市委",
        "国网供电公司",
        "市12345政务服务便民热线中心",
        "119指挥中心",
        "市总工会",
        "云岭高新区管委会",
    ],
)
def test_is_a_unit(name: str) -> None:
    assert is_unit(fold(name))


@pytest.mark.parametrize(
    "name",
    [
        "",
        "局",
        "2021年12月",
        "《方案》规定的部门",
        "开展排查。市财政局",
        "发现一处",
        "取缔一处",
        "100%的单位",
        "整治任务",
    ],
)
def test_is_no_unit(name: str) -> None:
    assert not is_unit(fold(name))


@pytest.mark.parametrize(
    ("name", "territorial", "complete"),
    [
        ("柏庄镇政府", True, True),
        ("各县区人民政府", True, True),
        ("云岭高新区管委会", True, True),
        ("城关街道办事处", True, True),
        ("各乡镇", True, False),
        ("各乡镇(街道)", True, False),
        ("区财政局", False, True),
        ("生态环境分局", False, True),
        ("办公室", False, False),
        ("生态环境", False, False),
    ],
)
def test_places_are_told_from_departments_and_whole_names_from_parts(
    name: str, territorial: bool, complete: bool
) -> None:
    assert (is_territorial(name), is_complete(name)) == (territorial, complete)
