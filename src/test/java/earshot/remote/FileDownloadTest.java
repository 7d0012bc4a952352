package earshot.remote;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import module java.base;

import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.time.SystemTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDownloadTest {
    private static final byte[] CONTENT = new byte[300_000];
    private static final int HALF = 150_000;

    static {
        new Random(1).nextBytes(CONTENT);
    }

    @TempDir
    private Path directory;
    private final SharedHttpClient http = new SharedHttpClient(new SystemTime());
    private final FileServerFake server = new FileServerFake();
    private final List<Long> progress = new CopyOnWriteArrayList<>();
    private long freeSpace = Long.MAX_VALUE;

    @AfterEach
    void close() {
        http.close();
        server.close();
    }

    @Test
    void aRedirectToWhatIsNoAddressIsAProblemThatSaysSo() {
        for (String location : List.of("http://exa mple.org/a", "http://[::1/a", "ftp://example.org/a", "mailto:somebody", "http:///a", "https://under_score/a",
            "http://127.0.0.1:99999/a", "%zz")) {
            server.locations.put("/lost.bin", location);
            ProblemException failure = catchThrowableOfType(ProblemException.class, () -> download("/lost.bin").run());
            assertThat(failure).as(location).isNotNull();
            assertThat(failure.problem().code()).as(location).isEqualTo(ProblemCode.DOWNLOAD_MISDIRECTED);
            assertThat(failure.problem().why(Locale.ENGLISH)).contains(location);
        }
    }

    @Test
    void aFileComesWithProgressAndGetsItsNameWhenItIsWhole() throws IOException {
        server.serve("/a.bin", CONTENT);
        download("/moved/a.bin").run();
        assertThat(file()).hasBinaryContent(CONTENT);
        assertThat(FileDownload.Request.part(file())).doesNotExist();
        assertThat(progress).isSorted().startsWith(0L).endsWith(300_000L);
    }

    @Test
    void aDownloadThatWasCancelledGoesOnFromWhereItEnded() throws IOException {
        server.serve("/a.bin", CONTENT);
        server.waitAt(HALF);
        FileDownload first = download("/a.bin");
        FutureTask<Void> work = new FutureTask<>(first::run, null);
        Thread.ofPlatform().daemon().start(work);
        await().until(() -> progress.contains((long) HALF));
        first.close();
        assertThatThrownBy(work::get).hasCauseInstanceOf(CancellationException.class);
        assertThat(file()).doesNotExist();
        server.goOn();
        download("/a.bin").run();
        assertThat(file()).hasBinaryContent(CONTENT);
        assertThat(server.requests).containsExactly("/a.bin", "/a.bin bytes=150000-");
        assertThatThrownBy(first::run).as("cancelled for good").isInstanceOf(CancellationException.class);
    }

    @Test
    void aConnectionThatBreaksIsTakenUpAgain() throws IOException {
        server.serve("/a.bin", CONTENT);
        server.breaks.addAll(List.of(100_000, 200_000));
        download("/a.bin").run();
        assertThat(file()).hasBinaryContent(CONTENT);
        // of the bytes just before the break some may be lost
        assertThat(server.requests).hasSize(3).anyMatch(request -> request.matches("/a\\.bin bytes=[1-9]\\d*-"));
    }

    @Test
    void aServerWithoutRangesAndAnotherFileThanBeforeBeginAnew() throws IOException {
        server.serve("/a.bin", CONTENT);
        server.ranged = false;
        Files.write(FileDownload.Request.part(file()), new byte[HALF]);
        download("/a.bin").run();
        assertThat(file()).hasBinaryContent(CONTENT);
        server.ranged = true;
        Files.write(FileDownload.Request.part(file()), new byte[400_000]);
        download("/a.bin").run();
        assertThat(file()).hasBinaryContent(CONTENT);
    }

    @Test
    void whatAnEarlierTryHasWholeIsOnlyChecked() throws IOException {
        server.serve("/a.bin", CONTENT);
        Files.write(FileDownload.Request.part(file()), CONTENT);
        download("/a.bin").run();
        assertThat(file()).hasBinaryContent(CONTENT);
        Files.write(FileDownload.Request.part(file()), new byte[CONTENT.length]);
        assertThat(problemOf("/a.bin")).isEqualTo(ProblemCode.DOWNLOAD_DAMAGED);
        assertThat(FileDownload.Request.part(file())).as("the next try begins anew").doesNotExist();
        assertThat(file()).as("the good one stays").hasBinaryContent(CONTENT);
    }

    @Test
    void aServerThatHasNoRangeOfAFileIsNotAskedForItWithoutEnd() throws IOException {
        Files.write(FileDownload.Request.part(file()), new byte[HALF]);
        assertThat(problemOf("/rangeless/a.bin")).isEqualTo(ProblemCode.DOWNLOAD_REFUSED);
        assertThat(server.requests).containsExactly("/rangeless/a.bin bytes=150000-", "/rangeless/a.bin");
    }

    @Test
    void eachFailureIsAProblemOfItsOwn() throws IOException {
        assertThat(problemOf("/absent.bin")).isEqualTo(ProblemCode.DOWNLOAD_REFUSED);
        server.serve("/a.bin", CONTENT);
        freeSpace = FileDownload.SPARE_BYTES + 299_999;
        assertThat(problemOf("/a.bin")).isEqualTo(ProblemCode.DOWNLOAD_SPACE);
        assertThat(server.requests).as("not even asked for").doesNotContain("/a.bin");
        freeSpace = Long.MAX_VALUE;
        server.files.put("/a.bin", new byte[CONTENT.length]);
        assertThat(problemOf("/a.bin")).isEqualTo(ProblemCode.DOWNLOAD_DAMAGED);
        server.close();
        assertThat(problemOf("/a.bin")).isEqualTo(ProblemCode.DOWNLOAD_FAILED);
        assertThat(file()).doesNotExist();
    }

    @Test
    void aServerThatRefusesAnyPartIsAskedTwiceAtMost() throws IOException {
        server.serve("/a.bin", CONTENT);
        server.refusesRanges = true;
        Files.write(FileDownload.Request.part(file()), new byte[HALF]);
        CompletableFuture<ProblemCode> answer = CompletableFuture.supplyAsync(() -> problemOf("/a.bin"));
        await().until(() -> answer.isDone() || server.requests.size() > 2);
        assertThat(server.requests).containsExactly("/a.bin bytes=150000-", "/a.bin");
        assertThat(answer.join()).isEqualTo(ProblemCode.DOWNLOAD_REFUSED);
    }

    @Test
    void aFileOfUnknownLengthDoesNotFillTheDisk() {
        server.serve("/a.bin", CONTENT);
        server.sized = false;
        freeSpace = FileDownload.SPARE_BYTES;
        FileDownload.Request request = new FileDownload.Request(URI.create(server.address() + "/a.bin"), file(), OptionalLong.empty(), Optional.empty());
        FileDownload download = new FileDownload(http, request, _ -> freeSpace, (_, _) -> { });
        assertThat(catchThrowableOfType(ProblemException.class, download::run).problem().code()).isEqualTo(ProblemCode.DOWNLOAD_SPACE);
        freeSpace = Long.MAX_VALUE;
        new FileDownload(http, request, _ -> freeSpace, (_, _) -> { }).run();
        assertThat(file()).hasBinaryContent(CONTENT);
    }

    private ProblemCode problemOf(String path) {
        return catchThrowableOfType(ProblemException.class, () -> download(path).run()).problem().code();
    }

    private FileDownload download(String path) {
        FileDownload.Request request = new FileDownload.Request(URI.create(server.address() + path), file(), OptionalLong.of(CONTENT.length),
            Optional.of(FileServerFake.sha256(CONTENT)));
        return new FileDownload(http, request, _ -> freeSpace, (done, _) -> progress.add(done));
    }

    private Path file() {
        return directory.resolve("a.bin");
    }
}
