package earshot.simulator;

import module java.base;

/// Reads the body of an HTTP answer: of the stated length, in chunks as servers send what they write bit by bit, or up to the end of the connection.
final class AnswerBody {
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length:\\s*(\\d{1,9})\\s*$");
    private static final Pattern CHUNKED = Pattern.compile("(?im)^transfer-encoding:.*\\bchunked\\s*$");
    private static final Pattern SIZE = Pattern.compile("([0-9A-Fa-f]{1,7})\\s*(?:;.*)?");
    private static final int LONGEST = 1 << 20;
    private static final int LONGEST_LINE = 1_000;

    private AnswerBody() {}

    /// @param head of the answer, with its line ends
    /// @return at most 1 MB
    /// @throws IOException when the chunks are none, or are cut
    static byte[] read(String head, InputStream in) throws IOException {
        if (CHUNKED.matcher(head).find()) {
            return chunks(in);
        }
        Matcher length = LENGTH.matcher(head);
        return in.readNBytes(length.find() ? Math.min(LONGEST, Integer.parseInt(length.group(1))) : LONGEST);
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < LONGEST) {
            int size = size(in);
            if (size == 0) {
                break;
            }
            byte[] chunk = in.readNBytes(Math.min(size, LONGEST - all.size()));
            all.writeBytes(chunk);
            if (chunk.length == size && !line(in).isEmpty()) {
                throw new IOException("a chunk of the answer is longer than it says");
            }
        }
        return all.toByteArray();
    }

    private static int size(InputStream in) throws IOException {
        Matcher size = SIZE.matcher(line(in));
        if (!size.matches()) {
            throw new IOException("the answer is cut, or in no chunks");
        }
        return HexFormat.fromHexDigits(size.group(1));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n' && next >= 0; next = in.read()) {
            if (line.length() == LONGEST_LINE) {
                throw new IOException("the answer is in no chunks");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
