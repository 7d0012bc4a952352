package earshot.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;

class BoundedLineReaderTest {
    @Test
    void aLineWithoutEndIsAFailure() throws Exception {
        BoundedLineReader lines = new BoundedLineReader(new Endless(), 1000);
        assertThatThrownBy(lines::next).isInstanceOf(IOException.class).hasMessageContaining("without end");
        assertThat(new BoundedLineReader(bytes("a".repeat(1000) + "\nb"), 1000).next().orElseThrow()).hasSize(1000);
        assertThatThrownBy(new BoundedLineReader(bytes("a".repeat(1001) + "\nb"), 1000)::next).isInstanceOf(IOException.class);
    }

    @Test
    void aLineThatOnlyPeopleReadIsCutAndTheNextOneIsWhole() throws Exception {
        InputStream in = new SequenceInputStream(new Endless(), bytes("\r\nnext\n\nlast"));
        BoundedLineReader lines = BoundedLineReader.cutting(in, 1000);
        assertThat(lines.next().orElseThrow()).isEqualTo("x".repeat(1000));
        assertThat(lines.next()).contains("next");
        assertThat(lines.next()).contains("");
        assertThat(lines.next()).contains("last");
        assertThat(lines.next()).isEmpty();
    }

    @Test
    void aProgramOfAChineseSystemIsUnderstood() throws Exception {
        byte[] gbk = "错误：找不到配置文件 config.json\n第二行".getBytes("GB18030");
        BoundedLineReader lines = new BoundedLineReader(new ByteArrayInputStream(gbk), 1000);
        assertThat(lines.next()).contains("错误：找不到配置文件 config.json");
        assertThat(lines.next()).contains("第二行");
        assertThat(BoundedLineReader.cutting(new ByteArrayInputStream(gbk), 5).next()).as("cut within a sign").contains("错误");
        assertThat(BoundedLineReader.cutting(bytes("错误：找不到"), 10).next()).contains("错误：");
        byte[] western = "d\u00e9j\u00e0 vu".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new BoundedLineReader(new ByteArrayInputStream(western), 1000).next()).as("not taken for Chinese").contains("d\ufffdj\ufffd vu");
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /// More than a test has memory for.
    private static final class Endless extends InputStream {
        private long left = 3L << 30;

        @Override
        public int read() {
            return left-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(byte[] to, int from, int length) {
            int given = (int) Math.min(left, length);
            Arrays.fill(to, from, from + given, (byte) 'x');
            left -= given;
            return given == 0 ? -1 : given;
        }
    }
}
