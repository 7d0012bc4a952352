package earshot.cli;

import static earshot.remote.ProviderServerFake.Behavior.json;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.audio.PcmAudio;
import earshot.audio.TestSignals;
import earshot.audio.WavFile;
import earshot.data.JsonMappers;
import earshot.remote.ProviderServerFake;
import earshot.time.SystemTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `earshot transcribe` as it is typed, with a recognizer that answers over HTTP.
class TranscribeCommandTest {
    private static final String SENTENCE = "Had he married a more amiable woman.";

    private final ProviderServerFake recognizer = new ProviderServerFake();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    private Path recording;

    @BeforeEach
    void aRecordingAndAHome() throws IOException {
        recording = Files.write(directory.resolve("talk.wav"), WavFile.bytes(new PcmAudio(TestSignals.speech(), 16_000)));
        Files.writeString(Files.createDirectories(directory.resolve("home")).resolve("settings.yaml"),
            "selected_module: {ASR: cloud}\nASR: {cloud: {type: openai, base_url: \"" + recognizer.url() + "\", api_key: sk-very-secret-4711}}\n");
        recognizer.answersWith(json(200, "{\"text\":\"" + SENTENCE + "\"}"));
    }

    @AfterEach
    void close() {
        recognizer.close();
    }

    @Test
    void eachSentenceIsALineWithItsTime() {
        assertThat(transcribe()).isZero();
        assertThat(out.toString().lines()).isNotEmpty().allSatisfy(line -> assertThat(line).matches("00:00:0\\d  " + Pattern.quote(SENTENCE)));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void whereAnotherRecognizerStoodInForAPartIsTold() throws IOException {
        short[] speech = TestSignals.speech();
        Files.write(recording, WavFile.bytes(new PcmAudio(IntStream.range(0, 3 * speech.length).mapToObj(i -> i / speech.length == 1 ? 0 : (int) speech[i % speech.length])
            .collect(() -> ShortBuffer.allocate(3 * speech.length), (all, sample) -> all.put(sample.shortValue()), (_, _) -> { }).array(), 16_000)));
        recognizer.answersWith(json(401, "{}"), json(200, "{\"text\":\"" + SENTENCE + "\"}"));
        assertThat(transcribe()).isZero();
        assertThat(out.toString()).endsWith(SENTENCE + System.lineSeparator());
        assertThat(err.toString()).contains("stands in for cloud");
    }

    @Test
    void whatARecognizerInventsIsNoCommandToTheTerminal() {
        recognizer.answersWith(json(200, "{\"text\":\"I said \\u001b[2K nothing of the kind\"}"));
        assertThat(transcribe()).isZero();
        assertThat(out.toString()).contains("I said \\u001B[2K nothing of the kind").doesNotContain("\u001b");
    }

    @ParameterizedTest
    @CsvSource({ "talk.srt, '(?s)1\\R00:00:0\\d,\\d{3} --> 00:00:0.*'", "talk.VTT, '(?s)WEBVTT\\R.*00:00:0\\d\\.\\d{3} --> .*'", "talk.md, '(?s)# .*'",
        "talk.txt, '(?s)00:00:0\\d  Had he .*'", "talk.notes, '(?s)00:00:0\\d  Had he .*'" })
    void theEndingOfTheFileChoosesTheForm(String name, String form) throws IOException {
        Path file = directory.resolve(name);
        assertThat(transcribe("--out", file.toString())).isZero();
        assertThat(Files.readString(file)).matches(form).contains("a more amiable woman");
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).as("how much is done").isNotEmpty().allSatisfy(line -> assertThat(line).matches("\\d{1,3} %"))
            .doesNotHaveDuplicates();
    }

    @Test
    void theFormThatIsNamedGoesBeforeTheEnding() throws IOException {
        Path file = Files.writeString(directory.resolve("talk.srt"), "of yesterday");
        assertThat(transcribe("--format", "json", "--out", file.toString())).isZero();
        JsonNode transcript = JsonMappers.JSON.readTree(file.toFile());
        assertThat(transcript.findValuesAsText("text")).contains(SENTENCE);
    }

    @Test
    void aFormForTheTerminalIsPrintedWholeAtTheEnd() {
        assertThat(transcribe("--format", "srt")).isZero();
        assertThat(out.toString()).startsWith("1").contains(" --> ", SENTENCE).doesNotContain("00:00:00  ");
        assertThat(transcribe("--format", "docx")).as("bad usage").isEqualTo(2);
    }

    @Test
    void theLanguageThatIsNamedReachesTheRecognizer() {
        assertThat(transcribe("--language", "zh")).isZero();
        assertThat(recognizer.requests).isNotEmpty().allSatisfy(request -> assertThat(request.text()).contains("name=\"language\"\r\n\r\nzh\r\n"));
    }

    @Test
    void theBeginningOfACutRecordingIsWrittenAndTheCutIsTold() throws IOException {
        byte[] whole = Files.readAllBytes(recording);
        Files.write(recording, Arrays.copyOf(whole, whole.length * 3 / 4));
        Path file = directory.resolve("talk.txt");
        int code = transcribe("--out", file.toString());
        assertThat(Files.readString(file)).contains(SENTENCE);
        assertThat(code).as(err.toString()).isEqualTo(1);
        assertThat(err.toString()).contains("what: ", "talk.wav", "do: ");
    }

    @Test
    void aFileThatCannotBeWrittenIsAProblemWithItsName() {
        Path file = directory.resolve("no such directory/talk.txt");
        assertThat(transcribe("--out", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains(file.toString(), "do: ");
    }

    private int transcribe(String... more) {
        List<String> arguments = Stream
            .concat(Stream.of("transcribe", "--home", directory.resolve("home").toString()), Stream.concat(Stream.of(more), Stream.of(recording.toString())))
            .toList();
        return new Program(new SystemTime(), (_, _, _) -> null, new PrintWriter(out, true), new PrintWriter(err, true)).run(arguments);
    }
}
