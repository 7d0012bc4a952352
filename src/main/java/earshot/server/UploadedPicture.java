package earshot.server;

import module java.base;

/// Finds the picture in an uploaded body: the first file of a form (`multipart/form-data`), as firmware sends it, or the body itself.
final class UploadedPicture {
    private static final Pattern BOUNDARY = Pattern.compile("(?i)multipart/form-data;.*\\bboundary=\"?([^\";\\s]{1,70})\"?.*");
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

    private UploadedPicture() {}

    /// Empty where it is not a JPEG or PNG file.
    static Optional<byte[]> in(String contentType, byte[] body) {
        Matcher form = BOUNDARY.matcher(contentType.strip());
        byte[] file = form.matches() ? firstPart(body, ("--" + form.group(1)).getBytes(StandardCharsets.ISO_8859_1)) : body;
        return Optional.of(file).filter(picture -> starts(picture, JPEG) || starts(picture, PNG));
    }

    private static byte[] firstPart(byte[] body, byte[] boundary) {
        int begin = indexOf(body, boundary, 0);
        int blank = begin < 0 ? -1 : indexOf(body, "\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1), begin);
        if (blank < 0) {
            return new byte[0];
        }
        byte[] next = ByteBuffer.allocate(boundary.length + 2).put((byte) '\r').put((byte) '\n').put(boundary).array();
        int end = indexOf(body, next, blank + 4);
        return end < 0 ? new byte[0] : Arrays.copyOfRange(body, blank + 4, end);
    }

    private static boolean starts(byte[] file, byte[] signature) {
        return file.length > signature.length && Arrays.equals(file, 0, signature.length, signature, 0, signature.length);
    }

    private static int indexOf(byte[] bytes, byte[] wanted, int from) {
        for (int at = from; at + wanted.length <= bytes.length; at++) {
            if (bytes[at] == wanted[0] && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
