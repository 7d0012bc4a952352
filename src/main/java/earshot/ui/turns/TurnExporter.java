package earshot.ui.turns;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.audio.PcmAudio;
import earshot.audio.WavFile;
import earshot.event.SecretMasker;
import earshot.problem.ProblemReason;
import earshot.store.PrivateFiles;
import earshot.turn.StageWork;
import earshot.turn.TurnFacts;
import earshot.turn.TurnRecord;

/// Saves a turn as files: `turn.json`, without secrets in addresses and arguments, and the sounds still in memory.
final class TurnExporter {
    private TurnExporter() {}

    /// Writes into a new folder below `folder` and returns that folder.
    static Path write(TurnRecord row, Path folder) throws IOException {
        Path turnFolder = PrivateFiles.createDirectories(folder.resolve("turn-" + row.facts().at().toString().replace(':', '-')));
        PrivateFiles.write(turnFolder.resolve("turn.json"), json(row).getBytes(StandardCharsets.UTF_8));
        write(row.userAudio(), turnFolder.resolve("heard.wav"));
        write(row.answerAudio(), turnFolder.resolve("said.wav"));
        return turnFolder;
    }

    private static void write(Optional<PcmAudio> sound, Path file) throws IOException {
        if (sound.isPresent()) {
            PrivateFiles.write(file, WavFile.bytes(sound.get()));
        }
    }

    /// Without the sounds.
    static String json(TurnRecord row) {
        TurnFacts facts = row.facts();
        ObjectNode turn = JSON.createObjectNode();
        turn.put("at", facts.at().toString()).put("device", row.deviceId().value()).put("name", row.device()).put("assistant", row.assistant())
            .put("voice", row.voice());
        turn.put("recognizer", facts.transcript().recognizer()).put("transcript", facts.transcript().state().name())
            .put("heard", SecretMasker.mask(facts.transcript().text())).put("answered", SecretMasker.mask(facts.answer().text()))
            .put("outcome", facts.outcome().name());
        facts.transcript().confidence().ifPresent(sure -> turn.put("confidence", sure));
        facts.transcript().dropped().ifPresent(dropped -> turn.putObject("dropped").put("text", dropped.text()).put("reason", dropped.reason().name()));
        facts.answer().model().ifPresent(model -> turn.put("model", model));
        facts.answer().firstToken().ifPresent(took -> turn.put("firstTokenMs", millis(took)));
        facts.firstSound().ifPresent(took -> turn.put("firstSoundMs", millis(took)));
        turn.put("totalMs", millis(facts.total()));
        var stages = turn.putArray("stages");
        facts.stages().forEach(time -> {
            StageWork work = StageWork.of(time, facts, row.voice());
            ObjectNode stage = stages.addObject().put("name", time.stage().label()).put("owner", work.owner().label());
            if (!work.by().isBlank()) {
                stage.put("by", work.by());
            }
            stage.put("ms", millis(time.duration()));
            time.notes().forEach(note -> {
                switch (note) {
                    case TurnFacts.StageNote.GivenUp(Duration limit) -> stage.put("givenUpAfterMs", millis(limit));
                    case TurnFacts.StageNote.StandIn(String used, String instead, String why) -> stage.put("standIn", used).put("insteadOf", instead)
                        .put("why", inWords(why));
                    case TurnFacts.StageNote.Failed(String why) -> stage.put("failed", inWords(why));
                }
            });
        });
        var tools = turn.putArray("tools");
        facts.answer().tools().forEach(tool -> tools.addObject().put("name", tool.name()).put("arguments", SecretMasker.mask(tool.arguments()))
            .put("result", SecretMasker.mask(tool.result())).put("failed", tool.failed())
            .put("ms", millis(tool.duration())).put("note", tool.note().map(TurnExporter::inWords).orElse("")));
        facts.interruption().ifPresent(interruption -> {
            ObjectNode node = turn.putObject("interruption").put("cause", interruption.cause().name()).put("heardMs", millis(interruption.detected()))
                .put("sentMs", millis(interruption.stopSent()));
            interruption.silent().ifPresent(silent -> node.put("silentMs", millis(silent)));
        });
        return turn.toPrettyString();
    }

    private static String inWords(String argument) {
        return SecretMasker.mask(ProblemReason.text(argument, Locale.ENGLISH));
    }

    private static double millis(Duration took) {
        return took.toNanos() / 1e6;
    }
}
