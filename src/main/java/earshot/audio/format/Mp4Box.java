package earshot.audio.format;

import module java.base;

/// A box of an MP4 file: its type of four letters and what is in it. Source: ISO 14496-12, section 4.2.
record Mp4Box(String type, ByteBuffer content) {
    private static final int HEAD = 8;

    /// The boxes in a part of a file, as far as they are whole.
    static List<Mp4Box> all(ByteBuffer in) {
        List<Mp4Box> boxes = new ArrayList<>();
        for (int at = in.position(); at + HEAD <= in.limit(); ) {
            long size = in.getInt(at) & 0xffffffffL;
            size = size == 0 ? in.limit() - at : size;
            if (size < HEAD || at + size > in.limit()) {
                break;
            }
            boxes.add(new Mp4Box(type(in, at + 4), in.slice(at + HEAD, (int) size - HEAD)));
            at += (int) size;
        }
        return boxes;
    }

    static String type(ByteBuffer in, int at) {
        byte[] type = new byte[4];
        in.get(at, type);
        return new String(type, StandardCharsets.ISO_8859_1);
    }

    /// The first box in this one on a path of types.
    Optional<Mp4Box> find(String... path) {
        Optional<Mp4Box> box = Optional.of(this);
        for (String step : path) {
            box = box.flatMap(outer -> outer.all(step).findFirst());
        }
        return box;
    }

    /// The boxes of a type in this one.
    Stream<Mp4Box> all(String wanted) {
        return all(content).stream().filter(box -> box.type.equals(wanted));
    }
}
