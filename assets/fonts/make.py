"""Makes earshot.otf; see README.md. Run from the project's root."""
import io
import os

from fontTools import subset
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTCollection, TTFont

NOTO = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'
DEJAVU = '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf'
KOREAN, SIMPLIFIED = 1, 2
SIGNS = ('◌◉▶✖●▲⚠✔○⧉⏸←→•↓↑…↔↕▼◀◆◇■□✓✗✕×−′″‰€™©®≈≠≤≥∞◎⟳⟲↺↻⋮⋯☰⚙☐☑☾☀★☆▴▸▾◂⏎⌃⌥⌘⇧⌫␣'
         '▁▂▃▄▅▆▇█◐◑◒◓ℹΔμΩ✎➜')


def wanted():
    chars = set(range(0x20, 0x7f)) | set(range(0xa0, 0x180)) | set(range(0x2010, 0x2028))
    chars |= set(range(0x3000, 0x3020)) | set(range(0xff01, 0xff5f)) | set(map(ord, SIGNS))
    for high in range(0xa1, 0xf8):
        for low in range(0xa1, 0xff):
            try:
                chars.add(ord(bytes([high, low]).decode('gb2312')))
            except UnicodeDecodeError:
                pass
    return chars


def unicode_tables(font):
    return [table for table in font['cmap'].tables if table.isUnicode() and table.format != 14]


def cut(collection, chars):
    font = collection.fonts[SIMPLIFIED]
    narrow = collection.fonts[KOREAN].getBestCmap()
    for table in unicode_tables(font):
        for quote in (0x2018, 0x2019):
            if quote in table.cmap:
                table.cmap[quote] = narrow[quote]
        table.cmap.pop(0x2026, None)
    missing = sorted(chars - set(font.getBestCmap()))
    options = subset.Options()
    options.layout_features = ['kern', 'locl', 'ccmp', 'tnum', 'liga']
    options.hinting = False
    options.name_IDs = ['*']
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.drop_tables += ['vhea', 'vmtx', 'VORG', 'BASE']
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=chars)
    subsetter.subset(font)
    buffer = io.BytesIO()
    font.save(buffer)
    buffer.seek(0)
    return TTFont(buffer), missing


def shape(pen, *points):
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()


def pause(pen):
    shape(pen, (180, 0), (330, 0), (330, 700), (180, 700))
    shape(pen, (470, 0), (620, 0), (620, 700), (470, 700))


def copy(pen):
    shape(pen, (120, 60), (540, 60), (540, 560), (120, 560))
    shape(pen, (180, 120), (180, 500), (480, 500), (480, 120))
    shape(pen, (260, 620), (260, 680), (680, 680), (680, 180), (600, 180), (600, 240), (620, 240), (620, 620))


def add(font, missing):
    dejavu = TTFont(DEJAVU)
    names, glyphs, scale = dejavu.getBestCmap(), dejavu.getGlyphSet(), 1000 / 2048
    drawn = {0x23f8: (800, pause), 0x29c9: (800, copy)}
    cff = font['CFF '].cff
    top = cff.topDictIndex[0]
    part = top.FDSelect[font.getGlyphID(font.getBestCmap()[ord('a')])]
    private = top.FDArray[part].Private
    order = font.getGlyphOrder()
    for number, char in enumerate(missing, start=60001):
        if char in drawn:
            width, draw = drawn[char]
        elif char in names:
            glyph = glyphs[names[char]]
            width = round(glyph.width * scale)
            draw = lambda pen, glyph=glyph: glyph.draw(TransformPen(pen, (scale, 0, 0, scale, 0, 0)))
        else:
            print('nowhere:', chr(char))
            continue
        name = 'cid%05d' % number
        pen = T2CharStringPen(None if width == private.defaultWidthX else width - private.nominalWidthX, glyphs)
        draw(pen)
        top.CharStrings.charStringsIndex.append(pen.getCharString(private=private, globalSubrs=cff.GlobalSubrs))
        top.CharStrings.charStrings[name] = len(order)
        top.FDSelect.gidArray.append(part)
        order.append(name)
        font['hmtx'][name] = (width, 0)
        for table in unicode_tables(font):
            table.cmap[char] = name
    top.charset = order
    font.setGlyphOrder(order)
    font['maxp'].numGlyphs = len(order)


made, lacking = cut(TTCollection(NOTO), wanted())
add(made, lacking)
target = os.path.join(os.path.dirname(__file__), 'earshot.otf')
made.save(target)
print(os.path.getsize(target), 'bytes')
