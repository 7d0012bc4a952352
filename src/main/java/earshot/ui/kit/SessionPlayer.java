package earshot.ui.kit;

import module java.base;

import earshot.engine.Command;
import earshot.engine.RecordedSession;
import earshot.engine.RecordedSession.SoundRequest;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Plays sounds of a session file through this computer's loudspeaker, one at a time. On the FX thread only.
public final class SessionPlayer {
    private final ViewContext viewContext;
    private final RecordedSession session;
    private final ReadOnlyObjectWrapper<Optional<SoundRequest>> playing = new ReadOnlyObjectWrapper<>(Optional.empty());
    private int requests;

    public SessionPlayer(ViewContext viewContext, RecordedSession session) {
        this.viewContext = viewContext;
        this.session = session;
    }

    /// What plays, or is made ready to.
    public ReadOnlyObjectProperty<Optional<SoundRequest>> playing() {
        return playing.getReadOnlyProperty();
    }

    /// Plays a sound; stops it where it plays already.
    ///
    /// @param onStarted called when it begins to sound
    public void toggle(SoundRequest request, Runnable onStarted) {
        boolean same = playing.get().filter(request::equals).isPresent();
        stop();
        if (same) {
            return;
        }
        int number = requests;
        playing.set(Optional.of(request));
        viewContext.pump().whenDone(session.sound(request).handle((sound, failure) -> Optional.ofNullable(sound).filter(_ -> failure == null)), sound -> {
            if (number != requests) {
                return;
            }
            if (sound.isEmpty()) {
                playing.set(Optional.empty());
                return;
            }
            onStarted.run();
            viewContext.pump().whenDone(viewContext.send(new Command.PlayAudio(sound.get())).outcome(), _ -> {
                if (number == requests) {
                    playing.set(Optional.empty());
                }
            });
        });
    }

    /// Stops what plays here.
    public void stop() {
        requests++;
        if (playing.get().isPresent()) {
            playing.set(Optional.empty());
            viewContext.send(new Command.StopAudio());
        }
    }
}
