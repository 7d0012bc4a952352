package earshot.capture;

import module java.base;

import earshot.audio.format.OggOpusPackets;
import earshot.audio.format.OggOpusWriter;

/// The packets of the sounds of a session file, each file read when its first packet is asked for.
final class SoundFiles {
    private final SessionSource source;
    private final ReadBudget budget;
    private final Map<String, List<byte[]>> read = new HashMap<>();
    private int missing;

    SoundFiles(SessionSource source, ReadBudget budget) {
        this.source = source;
        this.budget = budget;
    }

    /// Empty where there is no such packet, or none that can be played.
    Optional<byte[]> packet(EntryJson.Place place) {
        List<byte[]> packets = read.computeIfAbsent(place.sound(), this::load);
        Optional<byte[]> packet = place.index() < packets.size() ? Optional.of(packets.get(place.index())).filter(OggOpusWriter::fits) : Optional.empty();
        missing += packet.isEmpty() ? 1 : 0;
        return packet;
    }

    private List<byte[]> load(String name) {
        try {
            Optional<SessionSource.Content> content = source.open(name);
            if (content.isEmpty()) {
                return List.of();
            }
            try (InputStream in = budget.limit(content.get().in())) {
                List<byte[]> packets = OggOpusPackets.read(in, Math.max(0, budget.memory())).packets();
                budget.take(packets.stream().mapToLong(packet -> packet.length + 40).sum());
                return packets;
            }
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }

    /// Packets that were asked for and are not there.
    int missing() {
        return missing;
    }
}
