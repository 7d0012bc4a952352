package earshot.lint;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.capture.RecordedFault;
import earshot.capture.SessionEntry;
import earshot.capture.SessionFile;
import earshot.event.Direction;
import earshot.fault.ActiveFault;
import earshot.fault.FaultPeriod;
import earshot.fault.FaultSide;
import earshot.id.DeviceId;
import earshot.wire.BinaryFrameCodec;
import earshot.wire.Framing;

/// Judges recorded traffic by all rules, as [LiveLint] judges what passes now.
public final class SessionLint {
    private static final long STEP = Duration.ofMillis(500).toNanos();
    /// Of silence that is judged step by step: firmware gives up after two minutes.
    private static final int MOST_STEPS = 400;

    private final SessionFile file;
    private final List<FaultPeriod> faults;
    private final List<RecordedFinding> findings = new ArrayList<>();
    private final Map<Integer, Judged> open = new TreeMap<>();

    private SessionLint(SessionFile file) {
        this.file = file;
        faults = file.manifest().faults().stream().flatMap(fault -> period(fault).stream()).toList();
    }

    private static Optional<FaultPeriod> period(RecordedFault fault) {
        return ActiveFault.parse(fault.name(), fault.amount(), fault.since().orElse(Instant.MIN)).map(known -> new FaultPeriod(known, fault.until()));
    }

    /// What is wrong in a file, in the order of the times. A connection of which something is missing is judged again once it is known who speaks and who
    /// listens.
    public static List<RecordedFinding> check(SessionFile file) {
        SessionLint lint = new SessionLint(file);
        file.entries().forEach(lint::judge);
        lint.open.values().forEach(judged -> judged.silentUntil(lint.end()));
        return lint.findings.stream().sorted(Comparator.comparingLong(RecordedFinding::nanos)).toList();
    }

    private long end() {
        return file.manifest().clock().nanos() + ChronoUnit.NANOS.between(file.manifest().clock().started(), file.manifest().clock().ended());
    }

    private void judge(SessionEntry entry) {
        switch (entry) {
            case SessionEntry.Connected connected -> open.putIfAbsent(connected.connection(), new Judged(connected));
            case SessionEntry.OfConnection part -> {
                Judged judged = open.get(part.connection());
                if (judged != null) {
                    judged.passed(part);
                }
                if (part instanceof SessionEntry.Closed) {
                    open.remove(part.connection());
                }
            }
            case SessionEntry.Ota ota -> OtaLint.check(new OtaExchange(utf8(ota.request()), ota.status(), utf8(ota.reply())))
                .forEach(finding -> findings.add(new RecordedFinding(finding, ota.device(), 0, ota.nanos())));
            case SessionEntry.Lost _ -> open.values().forEach(Judged::lost);
            case SessionEntry.Row _ -> {}
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// One connection while it is judged.
    private final class Judged implements FindingListener {
        private final int number;
        private final DeviceId device;
        private final Framing framing;
        private final ConnectionLint lint;
        private long now;
        private boolean speakingKnown;
        private boolean listeningKnown;

        Judged(SessionEntry.Connected connected) {
            number = connected.connection();
            device = connected.handshake().device();
            framing = connected.handshake().framing();
            now = connected.nanos();
            lint = new ConnectionLint(connected.handshake().handshake(), now, this);
            speakingKnown = now >= file.manifest().clock().nanos();
            listeningKnown = speakingKnown;
        }

        /// Something is missing.
        void lost() {
            speakingKnown = false;
            listeningKnown = false;
        }

        void passed(SessionEntry.OfConnection part) {
            silentUntil(part.nanos());
            now = part.nanos();
            switch (part) {
                case SessionEntry.Text text when text.direction() == Direction.IN -> {
                    lint.textReceived(text.text(), now);
                    listeningKnown |= !listeningKnown && is(text, "listen");
                }
                case SessionEntry.Text text -> {
                    lint.textSent(text.text(), now);
                    speakingKnown |= !speakingKnown && is(text, "tts");
                }
                case SessionEntry.Packet packet -> binary(packet.direction(), BinaryFrameCodec.wrap(framing, packet.opus(), packet.timestampMillis()));
                case SessionEntry.Frame frame -> binary(frame.direction(), frame.content());
                case SessionEntry.Connected _, SessionEntry.Closed _ -> {}
            }
        }

        private void binary(Direction direction, byte[] message) {
            if (direction == Direction.IN) {
                lint.frameReceived(message, now);
            } else {
                lint.frameSent(message, now);
            }
        }

        /// Time passes until then.
        void silentUntil(long until) {
            for (int step = 0; step < MOST_STEPS && now + STEP < until; step++) {
                now += STEP;
                lint.silent(now);
            }
        }

        private static boolean is(SessionEntry.Text text, String type) {
            try {
                JsonNode message = JSON.readTree(text.text());
                return message.path("type").asText("").equals(type);
            } catch (JsonProcessingException | RuntimeException _) {
                return false;
            }
        }

        @Override
        public void broken(Finding finding) {
            if (speakingKnown && listeningKnown && faults.stream().noneMatch(period -> explains(period, finding.rule()))) {
                findings.add(new RecordedFinding(finding, device, number, now));
            }
        }

        private boolean explains(FaultPeriod period, LintRule rule) {
            ActiveFault fault = period.fault();
            Instant at = file.at(now);
            return fault.device().equals(device) && fault.side() == FaultSide.SERVER && rule.isBrokenBy(fault.fault().kind()) && !at.isBefore(fault.since())
                && period.until().filter(at::isAfter).isEmpty();
        }

        @Override
        public void kept(LintRule rule) {}
    }
}
