package earshot.meeting.export;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Bookmark;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand.Format;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingSentence.Status;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.Summary;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("U22: exports have times and speakers in every format")
class MeetingExporterTest {
    private static final Instant START = Instant.parse("2026-11-22T06:03:22Z");
    private final MeetingExporter english = new MeetingExporter(Locale.ENGLISH, ZoneId.of("Asia/Shanghai"),
        id -> id.value().equals("94:a9") ? "Kitchen" : id.value());
    private final MeetingExporter chinese = new MeetingExporter(Locale.SIMPLIFIED_CHINESE, ZoneId.of("Asia/Shanghai"), DeviceId::value);

    @Test
    void textForReading() {
        assertThat(english.render(weekly(), Format.TXT)).isEqualTo("""
            Weekly sync
            ===========
            Date: 2026-11-22 14:03:22 – 14:16:02 (Asia/Shanghai, UTC+08:00)
            Duration: 00:12:40
            Devices: Kitchen (94:a9), test
            Sentences: 3

            Summary: written by a language model: big (big-2)

            Key points
            - Last week's questions

            Decisions
            - Friday

            Actions
            none

            Risks
            none

            Next steps
            none

            Marks
            00:00:20  14:03:42  decision

            Transcript
            00:00:12  14:03:34  Anna: 我们先看上周的问题。
            00:00:18  14:03:40  Kitchen: if a < b & c --> d
            00:12:31  14:15:53  Anna: <b>Friday</b>, then
            """);
    }

    @Test
    void markdownInChinese() {
        assertThat(chinese.render(weekly(), Format.MARKDOWN)).startsWith("# Weekly sync\n\n- **日期**：2026-11-22 14:03:22").contains(
            "- **设备**：94:a9、test\n",
            "\n## 摘要\n\n*由语言模型撰写：big (big-2)*\n\n### 要点\n\n- Last week's questions\n\n### 决定\n\n- Friday\n\n### 行动项\n\n无\n",
            "\n## 标记\n\n- `00:00:20` (14:03:42) decision\n\n## 记录\n\n- `00:00:12` (14:03:34) **Anna**：我们先看上周的问题。\n",
            "- `00:12:31` (14:15:53) **Anna**：\\<b\\>Friday\\</b\\>, then\n");
        assertThat(MarkdownRenderer.escape("1. *first* - [x]")).isEqualTo("1\\. \\*first\\* - \\[x\\]");
        assertThat(MarkdownRenderer.escape("- no list")).isEqualTo("\\- no list");
    }

    @Test
    void subRip() {
        assertThat(english.render(weekly(), Format.SRT)).isEqualTo("""
            1
            00:00:12,000 --> 00:00:14,050
            Anna: 我们先看上周的问题。

            2
            00:00:18,000 --> 00:00:20,500
            Kitchen: if a < b & c → d
            [Mark: decision]

            3
            00:12:31,250 --> 00:12:32,580
            Anna: ‹b>Friday‹/b>, then

            """);
    }

    @Test
    void webVtt() {
        assertThat(english.render(weekly(), Format.VTT)).isEqualTo("""
            WEBVTT

            NOTE
            Title: Weekly sync
            Date: 2026-11-22 14:03:22 – 14:16:02 (Asia/Shanghai, UTC+08:00)
            Duration: 00:12:40
            Devices: Kitchen (94:a9), test
            Mark: 00:00:20 14:03:42 decision

            1
            00:00:12.000 --> 00:00:14.050
            <v Anna>我们先看上周的问题。</v>

            2
            00:00:18.000 --> 00:00:20.500
            <v Kitchen>if a &lt; b &amp; c --&gt; d</v>
            [Mark: decision]

            3
            00:12:31.250 --> 00:12:32.580
            <v Anna>&lt;b&gt;Friday&lt;/b&gt;, then</v>
            """);
    }

    @Test
    void jsonHasTheOriginalOfWhatWasEdited() throws Exception {
        JsonNode root = JSON.readTree(english.render(weekly(), Format.JSON));
        assertThat(root.path("startedAt").asText()).isEqualTo("2026-11-22T14:03:22+08:00");
        assertThat(root.path("durationMs").asLong()).isEqualTo(760_000);
        assertThat(root.path("speakers").path("S1").asText()).isEqualTo("Anna");
        assertThat(root.path("summary").path("decisions").path(0).asText()).isEqualTo("Friday");
        assertThat(root.path("summary").path("nextSteps").isArray()).isTrue();
        assertThat(root.path("segments")).hasSize(3);
        JsonNode edited = root.path("segments").path(2);
        assertThat(edited.path("original").asText()).isEqualTo("fry day");
        assertThat(edited.path("offsetMs").asLong()).isEqualTo(751_250);
        assertThat(edited.path("at").asText()).isEqualTo("2026-11-22T14:15:53.25+08:00");
        assertThat(List.of(edited.path("speaker").asText(), edited.path("name").asText())).containsExactly("S1", "Anna");
        assertThat(root.path("segments").path(0).has("original")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void everySentenceThatCountsIsThereWithItsSpeakerAndItsTimeAndNoneThatWasDropped(Format format) {
        String out = english.render(weekly(), format);
        assertThat(out).contains("Anna").contains("Kitchen").contains("我们先看上周的问题。").doesNotContain("dropped repeat");
        assertThat(out).containsPattern("00:12:31|\"offsetMs\" : 751250");
        assertThat(out.indexOf("我们先")).isLessThan(out.indexOf("if a")).isLessThan(out.indexOf("then"));
    }

    @ParameterizedTest
    @EnumSource
    void aMeetingInWhichNothingWasSaidYetCanBeExported(Format format) {
        Meeting meeting = new Meeting(new MeetingId("m"), "", Meeting.Lifecycle.LIVE, List.of(new DeviceId("test")),
            new Meeting.Times(START, Optional.empty(), START), 0, false, Optional.empty());
        String out = english.render(new MeetingTranscript(meeting, List.of(), List.of(), Map.of(), List.of(), Optional.empty(), Optional.empty(), List.of()),
            format);
        assertThat(out).doesNotContain("null");
        assertThat(format == Format.SRT ? out : "").isEmpty();
    }

    @Test
    void subtitlesOfAnyMeetingFollowTheRulesOfTheirFormats() {
        Random random = new Random(11);
        String[] nasty = {"-->", "<i>", "&amp;", "a\n\nb", "\r\n", "1", "WEBVTT", "NOTE x", "{\\an8}", "</v>", "好的。", "\u0085", " "};
        for (int round = 0; round < 200; round++) {
            List<MeetingSentence> meetingSentences = new ArrayList<>();
            int spoken = 0;
            for (int i = 0; i < 1 + random.nextInt(40); i++) {
                StringBuilder text = new StringBuilder("w" + i);
                for (int k = random.nextInt(4); k > 0; k--) {
                    text.append(nasty[random.nextInt(nasty.length)]);
                }
                Optional<MeetingSentence.Span> sound = random.nextBoolean() ? Optional.empty()
                    : Optional.of(new MeetingSentence.Span(Duration.ZERO, Duration.ofMillis(random.nextInt(8_000))));
                Status status = i == 0 ? Status.MERGED : Status.values()[random.nextInt(3)];
                spoken += status == Status.DUPLICATE ? 0 : 1;
                meetingSentences.add(new MeetingSentence(i, START.plusMillis((random.nextInt(6) - 1) * (long) random.nextInt(20_000)),
                    new MeetingSentence.Origin(new DeviceId("test"),
                    nasty[random.nextInt(nasty.length)], ""), text.toString(), Optional.empty(), status, sound));
            }
            List<Bookmark> marks = List.of(new Bookmark(1, START.plusMillis(random.nextInt(20_000)), nasty[random.nextInt(nasty.length)]));
            MeetingTranscript transcript = new MeetingTranscript(meeting(Optional.empty()), meetingSentences, marks, Map.of(), List.of(), Optional.empty(),
                Optional.empty(), List.of());
            checkSubRip(english.render(transcript, Format.SRT), spoken);
            checkWebVtt(english.render(transcript, Format.VTT), spoken);
        }
    }

    @Test
    void peopleWhoSpeakAtTheSameTimeKeepTheirTrueTimes() {
        MeetingSentence first = segment(0, Duration.ofSeconds(10), "S1", "heard for four seconds", Status.MERGED)
            .withRecordingSpan(Optional.of(new MeetingSentence.Span(Duration.ZERO, Duration.ofSeconds(4))));
        MeetingTranscript transcript = new MeetingTranscript(meeting(Optional.empty()),
            List.of(first, segment(1, Duration.ofMillis(12_000), "S2", "in between", Status.MERGED),
                segment(2, Duration.ofMillis(12_200), "S3", "and so am I, at some length, all the same", Status.MERGED)),
            List.of(), Map.of(), List.of(), Optional.empty(), Optional.empty(), List.of());
        assertThat(english.render(transcript, Format.SRT)).contains("00:00:10,000 --> 00:00:14,000\n", "00:00:12,000 --> 00:00:13,000\n",
            "00:00:12,200 --> 00:00:15,070\n");
    }

    @ParameterizedTest
    @EnumSource
    void olderProgramsOnWindowsGetTheirLineEndsAndAMarkThatJsonMustNotHave(Format format) {
        String plain = new String(english.file(weekly(), format, false), StandardCharsets.UTF_8);
        String windows = new String(english.file(weekly(), format, true), StandardCharsets.UTF_8);
        switch (format) {
            case DOCX -> assertThat(windows).isEqualTo(plain);
            case JSON -> assertThat(windows).isEqualTo(plain.replace("\n", "\r\n")).startsWith("{");
            case TXT, MARKDOWN, HTML, SRT, VTT -> assertThat(windows).isEqualTo("\uFEFF" + plain.replace("\n", "\r\n"));
        }
        assertThat(format == Format.DOCX ? "" : plain).doesNotContain("\r", "\uFEFF");
    }

    @Test
    void aWebPageNeedsNothingElseAndRunsNothing() {
        String page = english.render(weekly(), Format.HTML);
        assertThat(page).startsWith("<!DOCTYPE html>\n<html lang=\"en\">").contains("<title>Weekly sync</title>", "<dt>Participants</dt><dd>Anna, Kitchen</dd>",
            "<dt>Date</dt><dd>2026-11-22 14:03:22 – 14:16:02",
            "<h3>Actions</h3>",
            "<td class=\"time\">00:12:31</td><td class=\"time\">14:15:53</td><td class=\"who\">Anna</td><td>&lt;b&gt;Friday&lt;/b&gt;, then</td>",
            "@media print");
        assertThat(page).doesNotContain("<b>", "<script", "http://", "https://", "src=");
        assertThat(chinese.render(weekly(), Format.HTML)).contains("lang=\"zh-CN\"", "<dt>参与者</dt>");
    }

    @Test
    void aWordFileIsWellFormedWhateverWasSaid() throws Exception {
        MeetingTranscript nasty = new MeetingTranscript(meeting(Optional.empty()),
            List.of(segment(0, Duration.ofSeconds(1), "<S&1>", "half \uD83D and \uFFFF ]]> <w:t> \u0001 😀", Status.MERGED)), List.of(), Map.of(), List.of(),
            Optional.empty(), Optional.empty(), List.of());
        Map<String, org.w3c.dom.Document> parts = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(english.file(nasty, Format.DOCX, false)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(),
                    javax.xml.parsers.DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(new ByteArrayInputStream(zip.readAllBytes())));
            }
        }
        assertThat(parts).containsKeys("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml", "word/numbering.xml",
            "word/_rels/document.xml.rels", "docProps/core.xml");
        assertThat(parts.get("word/document.xml").getDocumentElement().getTextContent()).contains("Weekly sync", "<S&1>: half  and  ]]> <w:t>", "😀");
        assertThat(english.file(nasty, Format.DOCX, false)).as("the same meeting gives the same bytes").isEqualTo(english.file(nasty, Format.DOCX, false));
    }

    @Test
    void fourThousandSentencesOfOneMomentStillHaveOneCueEach() {
        List<MeetingSentence> meetingSentences = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            meetingSentences.add(segment(i, Duration.ofSeconds(i / 1_000), "S", "sentence " + i, Status.MERGED));
        }
        MeetingTranscript transcript = new MeetingTranscript(meeting(Optional.empty()), meetingSentences, List.of(), Map.of(), List.of(), Optional.empty(),
            Optional.empty(), List.of());
        checkSubRip(english.render(transcript, Format.SRT), 4_000);
    }

    @Test
    void bothLanguagesHaveTheSameHeadings() {
        assertThat(ResourceBundle.getBundle("assets.i18n.minutes_zh_CN", Locale.ROOT).keySet())
            .isEqualTo(ResourceBundle.getBundle("assets.i18n.minutes", Locale.ROOT).keySet());
    }

    // -- parsers independent of the renderers

    private static final Pattern SRT_TIMES = Pattern.compile("(\\d{2,}):([0-5]\\d):([0-5]\\d),(\\d{3}) --> (\\d{2,}):([0-5]\\d):([0-5]\\d),(\\d{3})");
    private static final Pattern VTT_TIMES = Pattern.compile("(\\d{2,}):([0-5]\\d):([0-5]\\d)\\.(\\d{3}) --> (\\d{2,}):([0-5]\\d):([0-5]\\d)\\.(\\d{3})");

    private static void checkSubRip(String file, int cues) {
        assertThat(file).endsWith("\n\n").doesNotContain("\n\n\n").doesNotContain("\r").doesNotContain("\u0085");
        String[] blocks = file.strip().split("\n\n");
        assertThat(blocks).hasSize(cues);
        long free = 0;
        for (int i = 0; i < blocks.length; i++) {
            String[] lines = blocks[i].split("\n");
            assertThat(lines).hasSizeBetween(3, 4);
            assertThat(lines[0]).isEqualTo(Integer.toString(i + 1));
            free = checkTimes(SRT_TIMES, lines[1], free);
            assertThat(lines[2]).isNotBlank().doesNotContain("-->").doesNotContain("<i>");
        }
    }

    private static void checkWebVtt(String file, int cues) {
        assertThat(file).startsWith("WEBVTT\n\n").doesNotContain("\n\n\n").doesNotContain("\r");
        String[] blocks = file.substring("WEBVTT\n\n".length()).strip().split("\n\n");
        assertThat(blocks[0]).startsWith("NOTE\n").doesNotContain("-->");
        assertThat(blocks).hasSize(cues + 1);
        long free = 0;
        for (int i = 1; i < blocks.length; i++) {
            String[] lines = blocks[i].split("\n");
            assertThat(lines).hasSizeBetween(3, 4);
            assertThat(lines[0]).isEqualTo(Integer.toString(i));
            free = checkTimes(VTT_TIMES, lines[1], free);
            assertThat(lines[2]).matches("<v [^<> ][^<>]*>[^<>]+</v>");
            assertThat(lines[2]).doesNotContain("-->");
            assertThat(lines[2].replaceAll("&(amp|lt|gt);", "")).doesNotContain("&");
        }
    }

    private static long checkTimes(Pattern form, String line, long free) {
        Matcher times = form.matcher(line);
        assertThat(times.matches()).as(line).isTrue();
        long from = millis(times, 1);
        long to = millis(times, 5);
        assertThat(from).as(line).isGreaterThanOrEqualTo(free);
        assertThat(to - from).as(line).isGreaterThanOrEqualTo(1_000);
        return from;
    }

    private static long millis(Matcher times, int group) {
        return ((Long.parseLong(times.group(group)) * 60 + Long.parseLong(times.group(group + 1))) * 60 + Long.parseLong(times.group(group + 2))) * 1_000
            + Long.parseLong(times.group(group + 3));
    }

    private static MeetingTranscript weekly() {
        Summary summary = new Summary(new Summary.Content("Weekly", List.of("Last week's questions"), List.of("Friday"), List.of(), List.of(), List.of()),
            Duration.ofSeconds(760), 3, false, Summary.Source.MODEL, "big (big-2)", START.plusSeconds(761));
        MeetingSentence edited = new MeetingSentence(2, START.plusMillis(751_250), new MeetingSentence.Origin(new DeviceId("94:a9"), "S1", "范围"),
            "<b>Friday</b>, then",
            Optional.of("fry day"), Status.PENDING, Optional.empty());
        MeetingSentence sounding = new MeetingSentence(3, START.plusSeconds(18), new MeetingSentence.Origin(new DeviceId("94:a9"), "94:a9", ""),
            "if a < b & c --> d", Optional.empty(),
            Status.MERGED, Optional.of(new MeetingSentence.Span(Duration.ZERO, Duration.ofMillis(2_500))));
        return new MeetingTranscript(meeting(Optional.of(START.plusSeconds(760))),
            List.of(segment(0, Duration.ofSeconds(12), "S1", "我们先看上周的问题。", Status.MERGED),
                segment(1, Duration.ofSeconds(13), "S1", "dropped repeat", Status.DUPLICATE), edited, sounding),
            List.of(new Bookmark(1, START.plusSeconds(20), "decision")), Map.of("S1", "Anna"),
            List.of(), Optional.of(summary), Optional.empty(), List.of());
    }

    private static Meeting meeting(Optional<Instant> end) {
        return new Meeting(new MeetingId("m1"), "Weekly sync", end.isPresent() ? Meeting.Lifecycle.ENDED : Meeting.Lifecycle.LIVE,
            List.of(new DeviceId("94:a9"), new DeviceId("test")), new Meeting.Times(START, end,
            START.plusSeconds(752)), 3, false, Optional.empty());
    }

    private static MeetingSentence segment(long number, Duration at, String speaker, String text, Status status) {
        return new MeetingSentence(number, START.plus(at), new MeetingSentence.Origin(new DeviceId("94:a9"), speaker, ""), text, Optional.empty(), status,
            Optional.empty());
    }
}
