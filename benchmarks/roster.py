"""A roster of invented people as text, for the comparison of imports: a column of everything that a community's list has."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

HEAD = (
    "序号,姓名,性别,民族,出生日期,身份证号码,与户主关系,户号,联系电话,户籍地址,现住址,文化程度,婚姻状况,政治面貌,职业,工作单位,健康状况,人户分离,是否低保,备注"
).split(",")
SURNAMES = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰文辉建国红梅春海燕波晓宁东志鹏飞雪琳婷宇浩子轩梓涵欣怡佳俊凯"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ROADS = ("晴川路", "荷塘路", "柳荫巷", "书院街")
FIRST = date(1932, 1, 1)


def write_roster(path: Path, rows: int, seed: int = 1) -> None:
    """Households of one to five people; two in a thousand numbers have a wrong check digit, one in a thousand is missing."""
    draw = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEAD)
        row = house = 0
        while row < rows:
            house += 1
            surname, door = draw.choice(SURNAMES), _door(house, draw)
            for place in range(min(rows - row, draw.choice((1, 2, 2, 3, 3, 3, 4, 5)))):
                row += 1
                writer.writerow(_person(row, place, house, surname, door, draw))


def _door(house: int, draw: random.Random) -> str:
    building, unit, room = house // 20 % 20 + 1, house // 10 % 2 + 1, f"{house % 10 // 2 + 1}0{house % 2 + 1}"
    return f"晴川街道临江社区{draw.choice(ROADS)}{house // 400 + 1}号{building}栋{unit}单元{room}室"


def _person(row: int, place: int, house: int, surname: str, door: str, draw: random.Random) -> list[object]:
    woman = place == 1 if place < 2 else draw.random() < 0.5
    born = FIRST + timedelta(days=draw.randrange(8000, 21000) if place < 2 else draw.randrange(26000, 34000))
    number = _number(born, row, woman)
    luck = draw.random()
    if luck < 0.002:
        number = number[:17] + ("1" if number[17] != "1" else "2")
    elif luck < 0.003:
        number = ""
    name = (surname if place != 1 else draw.choice(SURNAMES)) + "".join(draw.choices(GIVEN, k=draw.choice((1, 2, 2))))
    written = draw.choice((born.isoformat(), f"{born:%Y.%m.%d}", f"{born.year}年{born.month}月{born.day}日"))
    return [
        row, name, "女" if woman else "男", draw.choice(("汉", "汉", "汉", "苗")), written, number,
        ("户主", "妻", "女" if woman else "子")[min(place, 2)], f"H{house:06d}", f"1{draw.choice('3589')}{draw.randrange(10**9):09d}",
        door, door, draw.choice(("小学", "初中", "高中", "大专", "本科")), "已婚" if place < 2 else "未婚",
        draw.choice(("群众", "群众", "中共党员")), draw.choice(("务农", "务工", "教师", "")), draw.choice(("", "", "晴川小学")), "健康",
        draw.choice(("否", "是")), draw.choice(("否", "否", "是")), "",
    ]  # fmt: skip


def _number(born: date, row: int, woman: bool) -> str:
    """A number of a district that does not exist, another for each row of a day."""
    digits = f"9901{row // 500 % 90 + 10:02d}{born:%Y%m%d}{row % 500 * 2 + (not woman):03d}"
    return digits + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True)) % 11]
