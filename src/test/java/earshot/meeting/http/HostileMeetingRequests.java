package earshot.meeting.http;

import static earshot.meeting.MeetingSamples.NINE;

import module java.base;

import earshot.api.ApiAccess;
import earshot.id.MeetingId;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingSamples;
import earshot.meeting.archive.ArchiveFixture;
import earshot.proof.HostileTarget;
import earshot.server.ConnectionAttempt;
import earshot.server.HttpMethod;
import earshot.server.HttpRequest;

/// Requests to the HTTP interface of meetings by a program that has the token: each input is a request line, over an archive of two meetings.
public final class HostileMeetingRequests {
    private static final int LARGEST = 8 * 1024;
    private static final InetSocketAddress PROGRAM = new InetSocketAddress("192.168.1.7", 50_000);
    private static final InetSocketAddress HERE = new InetSocketAddress("192.168.1.5", 8003);
    private static final List<String> REQUESTS = List.of(
        "GET /supie/meetings/recent?limit=3&deviceId=A0%3Ab1&fromTs=2026-11-22T09:25:00%2B08:00&toTs=1795339500000",
        "GET /supie/meetings/first?preview=5", "GET /supie/meetings/first/transcript?offset=1&limit=500", "HEAD /supie/meetings/%E5%91%A8%E4%BC%9A/transcript",
        "POST /supie/meetings/first/join/second", "POST /supie/meetings/second/transcribe?recognizer=whisper",
        "POST /supie/meetings/first/continue?token=hush");

    private HostileMeetingRequests() {}

    public static HostileTarget target() {
        return HostileTarget.ofText("meetings over HTTP", LARGEST, 3, REQUESTS, line -> {
            String[] words = line.split(" ", 2);
            String target = words.length == 2 && words[1].startsWith(Archive.API.path()) ? words[1] : Archive.API.path() + "/" + line;
            Archive.API
                .answer(new HttpRequest(ConnectionAttempt.Port.HTTP, new HttpMethod(words[0]), target, Map.of("x-api-token", "hush"), new byte[0], PROGRAM, HERE, false));
        });
    }

    /// Opened with the first input, in a new directory that is removed when the program ends.
    private static final class Archive {
        static final MeetingHttpApi API = open();

        private static MeetingHttpApi open() {
            ArchiveFixture fixture = ArchiveFixture.started(newDirectory());
            fixture.store(MeetingSamples.ended(new MeetingId("first"), NINE, 1, "A0:b1:c2:00:00:01"), MeetingSamples.sentences(200));
            fixture.store(MeetingSamples.ended(new MeetingId("second"), NINE.plusSeconds(1000), 1, "d4"), MeetingSamples.sentences(3));
            fixture.archive.changed();
            fixture.awaitIndex("second", "first");
            ApiAccess access = new ApiAccess(() -> new ApiAccess.Rules(Optional.of("hush"), 0), _ -> false, fixture.time);
            return new MeetingHttpApi(fixture.archive, access, fixture.time, new NoActions());
        }
    }

    private static Path newDirectory() {
        try {
            Path directory = Files.createTempDirectory("earshot-hostile");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(directory)));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // the system clears its own directory of temporary files
        }
    }

    /// Meetings that nobody may change.
    private static final class NoActions implements MeetingActions {
        @Override
        public CompletableFuture<Optional<MeetingId>> perform(MeetingCommand command) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletableFuture<Optional<MeetingId>> transcribe(MeetingId meeting, Optional<String> recognizer) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }
}
