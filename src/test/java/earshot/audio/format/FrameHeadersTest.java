package earshot.audio.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Heads of frames, pages and boxes as their standards define them, and what only looks like one.
class FrameHeadersTest {
    @ParameterizedTest
    @CsvSource({
        "fffb9000, 44100, 2, 417, 1152, 36", "fffb9200, 44100, 2, 418, 1152, 36", "fffbe4c4, 48000, 1, 960, 1152, 21", "fffa1800, 32000, 2, 144, 1152, 38",
        "fff38000, 22050, 2, 208, 576, 21", "fff2e8c0, 16000, 1, 720, 576, 15", "ffe31000, 11025, 2, 52, 576, 21", "ffe314c0, 12000, 1, 48, 576, 13"})
    void anMp3FrameSaysItsRateItsChannelsAndItsLength(String hex, int rate, int channels, int length, int samples, int info) {
        assertThat(Mp3Header.parse(bytes(hex), 0)).contains(new Mp3Header(rate, channels, length, samples, info));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fffb0000", "fffbf000", "fffb9c00", "ffeb9000", "fffd9000", "fff99000", "fefb9000", "ff1b9000", "fffb90"})
    void whatIsReservedOrOfAnotherLayerIsNoMp3Frame(String hex) {
        assertThat(Mp3Header.parse(bytes(hex), 0)).isEmpty();
    }

    @Test
    void oneMp3HeadMayBeChanceTwoAreNot() {
        byte[] two = new byte[417 + 4];
        System.arraycopy(bytes("fffb9000"), 0, two, 0, 4);
        assertThat(follow(two)).isEqualTo(Match.NONE);
        System.arraycopy(bytes("fffb9000"), 0, two, 417, 4);
        assertThat(follow(two)).isEqualTo(Match.WHOLE);
        System.arraycopy(bytes("fffb9400"), 0, two, 417, 4);
        assertThat(follow(two)).as("of another rate").isEqualTo(Match.NONE);
        assertThat(follow(Arrays.copyOf(two, 420))).as("the second is not there yet").isEqualTo(Match.PARTIAL);
    }

    private static Match follow(byte[] bytes) {
        return FrameHeader.follow(Mp3Header::parse, Mp3Header.SIZE, bytes, 0, 2);
    }

    @ParameterizedTest
    @CsvSource({"fff15080015ffc, 7, 10, 1, 1210", "fff04c40ffe0fe, 9, 2047, 3, 1188", "fff96040013ffc, 7, 9, 1, 1408"})
    void anAdtsFrameSaysHowItsSoundIsCoded(String hex, int size, int length, int blocks, String config) {
        AdtsHeader header = AdtsHeader.parse(queue(hex), 0).orElseThrow();
        assertThat(List.of(header.size(), header.length(), header.blocks())).containsExactly(size, length, blocks);
        assertThat(HexFormat.of().formatHex(header.configBytes())).isEqualTo(config);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fff15080015f", "fff1508000fffc", "fff17480015ffc", "fff35080015ffc", "ffe15080015ffc", "00f15080015ffc"})
    void whatIsCutReservedOrShorterThanItsHeadIsNoAdtsFrame(String hex) {
        assertThat(AdtsHeader.parse(queue(hex), 0)).isEmpty();
    }

    @Test
    void anOggPageIsReadWhenAllOfItIsThereAndItsChecksumIsRight() {
        byte[] page = oggPage(5, "abc", "de");
        ByteQueue in = new ByteQueue();
        for (int i = 0; i < page.length; i++) {
            assertThat(OggPage.parse(in)).as("%d bytes", i).isEmpty();
            in.add(new byte[] {page[i]});
        }
        in.add("OggS".getBytes(StandardCharsets.US_ASCII));
        OggPage read = OggPage.parse(in).orElseThrow();
        assertThat(read.size()).isEqualTo(page.length);
        assertThat(List.of(read.continued(), read.first(), read.last())).containsExactly(true, false, true);
        assertThat(List.of(read.segments(), read.segmentLength(0), read.segmentLength(1))).containsExactly(2, 3, 2);
        assertThat(OggPage.begins(in, page.length)).isTrue();
    }

    @Test
    void aDamagedOggPageIsPassedOverAndOneWithoutAChecksumIsTaken() {
        byte[] page = oggPage(2, "abc");
        page[page.length - 1] ^= 1;
        OggPage damaged = OggPage.parse(queue(page)).orElseThrow();
        assertThat(damaged.bytes()).isEmpty();
        assertThat(damaged.size()).isEqualTo(page.length);
        ByteBuffer.wrap(page).putInt(22, 0);
        assertThat(OggPage.parse(queue(page)).orElseThrow().first()).isTrue();
    }

    @Test
    void theBoxesOfAnMp4FileAreFoundByTheirPath() {
        byte[] inner = box("stsd", new byte[] {1, 2, 3});
        byte[] file = join(box("free", new byte[5]), box("moov", join(box("trak", box("mdia", inner)), box("trak", new byte[0]))));
        List<Mp4Box> boxes = Mp4Box.all(ByteBuffer.wrap(file));
        assertThat(boxes).extracting(Mp4Box::type).containsExactly("free", "moov");
        Mp4Box moov = boxes.getLast();
        assertThat(moov.all("trak")).hasSize(2);
        assertThat(moov.find("trak", "mdia", "stsd").orElseThrow().content().remaining()).isEqualTo(3);
        assertThat(moov.find("trak", "minf")).isEmpty();
        assertThat(moov.find("mdia")).as("not at another depth").isEmpty();
    }

    @Test
    void aBoxThatIsCutOrTooShortEndsTheList() {
        byte[] good = box("free", new byte[2]);
        assertThat(Mp4Box.all(ByteBuffer.wrap(join(good, box("moov", new byte[9])), 0, 25))).extracting(Mp4Box::type).containsExactly("free");
        assertThat(Mp4Box.all(ByteBuffer.wrap(join(good, ByteBuffer.allocate(8).putInt(7).array(), good)))).hasSize(1);
        assertThat(Mp4Box.all(ByteBuffer.wrap(join(good, ByteBuffer.allocate(8).putInt(-1).array())))).hasSize(1);
        byte[] last = join(ByteBuffer.allocate(8).putInt(0).put("mdat".getBytes(StandardCharsets.US_ASCII)).array(), new byte[40]);
        assertThat(Mp4Box.all(ByteBuffer.wrap(join(good, last)))).last()
            .satisfies(box -> assertThat(box.content().remaining()).as("up to the end").isEqualTo(40));
    }

    @Test
    void theHeadOfAFlacStreamSaysItsRateAndItsLength() throws Exception {
        FlacStreamInfo info = FlacStreamInfo.of(flac(4_096, 0, 44_100, 2, 16, 0x1_0000_0001L));
        assertThat(List.of(info.rate(), info.bits(), (int) (info.samples() >> 32), (int) info.samples())).containsExactly(44_100, 16, 1, 1);
        assertThat(info.longestFrame()).as("where it does not say").isEqualTo(2 * 17 * 4_096 / 8 + 64);
        assertThat(FlacStreamInfo.of(flac(4_096, 5_000, 44_100, 2, 16, 0)).longestFrame()).isEqualTo(5_000);
        assertThat(FlacStreamInfo.of(flac(4_096, 0xffffff, 44_100, 1, 8, 0)).longestFrame()).as("never more than the samples need")
            .isEqualTo(9 * 4_096 / 8 + 64);
    }

    @ParameterizedTest
    @CsvSource({"3999, 16", "192001, 16", "44100, 7", "44100, 25", "0, 16"})
    void aFlacStreamThatNobodyPlaysIsNamed(int rate, int bits) {
        assertThatThrownBy(() -> FlacStreamInfo.of(flac(4_096, 0, rate, 1, bits, 0))).isInstanceOf(UnusableAudioException.class)
            .hasMessage("FLAC of " + bits + " bits at " + rate + " Hz");
    }

    @Test
    void aStreamWithoutAnEndKeepsEverythingElseOfItsHead() throws Exception {
        FlacStreamInfo info = FlacStreamInfo.of(flac(4_096, 0, 48_000, 2, 24, 7));
        byte[] head = info.unlimited();
        assertThat(new String(head, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("fLaC");
        assertThat(ByteBuffer.wrap(head).getInt(4)).as("the last block, of 34 bytes").isEqualTo(0x8000_0022);
        FlacStreamInfo read = FlacStreamInfo.of(Arrays.copyOfRange(head, 8, head.length));
        assertThat(List.of(read.rate(), read.bits(), read.longestFrame())).containsExactly(48_000, 24, info.longestFrame());
        assertThat(read.samples()).isEqualTo(0xf_ffff_ffffL);
    }

    private static byte[] flac(int block, int longest, int rate, int channels, int bits, long samples) {
        return ByteBuffer.allocate(34).putShort(0, (short) block).putShort(2, (short) block).putInt(6, longest)
            .putLong(10, (long) rate << 44 | (long) (channels - 1) << 41 | (long) (bits - 1) << 36 | samples).array();
    }

    private static byte[] box(String type, byte[] content) {
        return ByteBuffer.allocate(8 + content.length).putInt(8 + content.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(content).array();
    }

    /// A page whose checksum is computed bit by bit.
    private static byte[] oggPage(int flags, String... packets) {
        byte[] body = String.join("", packets).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer page = ByteBuffer.allocate(27 + packets.length + body.length).put("OggS".getBytes(StandardCharsets.US_ASCII)).put(5, (byte) flags).put(26,
            (byte) packets.length);
        for (int i = 0; i < packets.length; i++) {
            page.put(27 + i, (byte) packets[i].length());
        }
        page.put(27 + packets.length, body);
        long sum = 0;
        for (byte one : page.array()) {
            sum ^= (long) (one & 0xff) << 24;
            for (int bit = 0; bit < 8; bit++) {
                sum = (sum << 1 ^ ((sum & 0x8000_0000L) != 0 ? 0x04c11db7L : 0)) & 0xffff_ffffL;
            }
        }
        return page.order(ByteOrder.LITTLE_ENDIAN).putInt(22, (int) sum).array();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static ByteQueue queue(String hex) {
        return queue(bytes(hex));
    }

    private static ByteQueue queue(byte[] bytes) {
        ByteQueue queue = new ByteQueue();
        queue.add(bytes);
        return queue;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
