package earshot.tts;

import earshot.audio.OpusCodec;
import earshot.config.Settings;
import earshot.problem.Problems;
import earshot.provider.Chosen;
import earshot.provider.StandIn;
import earshot.provider.Troubles;
import earshot.provider.Web;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Supplier;

/// Makes the voice that the settings choose for each connection: the embedded one and programs on this computer are shared by all, a
/// remote one is made for each connection. Every voice but the embedded one falls back to it. Safe for use from any thread.
public final class Voices implements AutoCloseable {
    /// Settings sections whose shared resources are kept. A section that is edited over and over leaves old ones behind.
    private static final int KEPT = 8;

    private final Voice embedded;
    private final Web web;
    private final OpusCodec codec;
    private final Troubles troubles;
    private final LinkedHashMap<Settings.Provider, Common> commons = new LinkedHashMap<>();
    private boolean closed;

    /// What all connections of one settings section share: the level of the voice, its cached sentences, and the voice itself if it is local.
    private record Common(Loudness.Memory loudness, Phrases phrases, Optional<Voice> local) {}

    /// @param embedded shared by all connections, and not closed here
    /// @param codec decodes Opus that a provider sends
    public Voices(Voice embedded, Web web, OpusCodec codec, Problems problems) {
        this.embedded = embedded;
        this.web = web;
        this.codec = codec;
        troubles = new Troubles(problems);
    }

    /// The voice of a new connection, to be closed with it.
    ///
    /// @param setting read before each sentence, so that a change applies to the next one
    public Chosen<Voice> open(Supplier<Settings.Provider> setting) {
        return new Chosen<>(setting, this::made);
    }

    /// The console's name for the voice of a settings section.
    public String name(Settings.Provider provider) {
        return made(provider).part().name();
    }

    /// Closes the local voices, which ends their processes.
    @Override
    public synchronized void close() {
        closed = true;
        commons.values().forEach(common -> common.local.ifPresent(Voice::close));
        commons.clear();
    }

    private Chosen.Made<Voice> made(Settings.Provider provider) {
        troubles.chosen(provider);
        if (provider.embedded()) {
            return new Chosen.Made<>(embedded, Optional.empty());
        }
        Common common = common(provider);
        if (common.local.isPresent()) {
            return new Chosen.Made<>(backed(common.local.get(), provider, common), Optional.empty());
        }
        Voice own = backed(new OpenAiVoice(provider, web, codec, common.loudness), provider, common);
        return new Chosen.Made<>(own, Optional.of(own::close));
    }

    private Voice backed(Voice voice, Settings.Provider provider, Common common) {
        return new Backed(new Remembering(voice, common.phrases), new StandIn<>(provider, provider.standIn() ? Optional.of(embedded) : Optional.empty(), Voice::name, troubles.of(provider)));
    }

    private synchronized Common common(Settings.Provider provider) {
        Common common = commons.computeIfAbsent(provider, this::fresh);
        if (commons.size() > KEPT) {
            commons.pollFirstEntry();
        }
        if (closed) {
            common.local.ifPresent(Voice::close);
        }
        return common;
    }

    private Common fresh(Settings.Provider provider) {
        Optional<Voice> local = switch (provider.type()) {
            case "espeak" -> Optional.of(new EspeakVoice(provider, web.time()));
            case "system" -> Optional.of(new SystemVoice(provider, web.time()));
            default -> Optional.empty();
        };
        return new Common(new Loudness.Memory(), new Phrases(), local);
    }
}
