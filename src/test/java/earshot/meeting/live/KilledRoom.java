package earshot.meeting.live;

import earshot.config.MeetingSettings.Join;
import earshot.event.LogText;
import earshot.meeting.Outlets;
import earshot.meeting.archive.MeetingTable;
import earshot.meeting.summary.Summarizer;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.store.Database;
import earshot.store.Home;
import earshot.wire.MeetingWord;
import earshot.wire.Outbound;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/// A process that runs a meeting as its input says, until it is killed. It prints the acknowledgements.
final class KilledRoom {
    private KilledRoom() {}

    static void main(String[] args) throws Exception {
        Room room = new Room();
        room.meetings.close();
        room.change(s -> Room.with(s, s.push(), s.resume(), Join.ALL, s.broadcast()));
        Problems nobody = new Problems() {
            @Override
            public void raise(Problem problem) {}

            @Override
            public void resolve(Code code, Subject subject) {}
        };
        CountDownLatch over = new CountDownLatch(1);
        LogText text = new LogText(() -> 2_000);
        try (Database database = Database.open(new Home(Path.of(args[0])), List.of(MeetingTable.SCHEMA));
             BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            Optional<Meetings> meetings = Optional.empty();
            Map<String, Seat> seats = new HashMap<>();
            long now = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split("\t");
                room.time.advance(Duration.ofMillis(Long.parseLong(words[0]) - now));
                now = Long.parseLong(words[0]);
                // created only now: a meeting that was left long ago would end at once
                Meetings house = meetings.orElseGet(() -> new Meetings(new MeetingParts(room.time, room.settings, new MeetingTable(database),
                    new Summarizer(room.time, () -> room.settings.get().meetings(), Optional::empty, text, nobody), Outlets.none(), room.timeline, text, nobody)));
                meetings = Optional.of(house);
                String device = words[1].equals("finish") ? "a0:b1:c2:00:00:01" : words[1];
                Seat seat = seats.computeIfAbsent(device, id -> house.seat(new Voice(id, over)));
                if (words[1].equals("finish")) {
                    seat.finish(Seat.Cause.MESSAGE);
                    over.await();
                    house.close();
                    System.out.println("over");
                    return;
                }
                var items = Room.items(words[3]);
                ((com.fasterxml.jackson.databind.node.ObjectNode) items.get(0)).put("speakerId", words[2]);
                seat.snippets(items);
            }
        }
    }

    private record Voice(String deviceId, CountDownLatch over) implements Attendee {
        @Override
        public String sessionId() {
            return "session";
        }

        @Override
        public boolean send(Outbound message) {
            if (message instanceof Outbound.Meeting(MeetingWord.SnippetOk _)) {
                System.out.println("ok " + deviceId);
            }
            return true;
        }

        @Override
        public void called() {}

        @Override
        public CompletableFuture<Void> lastWords() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void dismissed() {
            over.countDown();
        }

        @Override
        public Duration soundWaiting() {
            return Duration.ZERO;
        }
    }
}
