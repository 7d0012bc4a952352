package earshot.simulator;

import earshot.time.Time;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;

/// Opens the plain or TLS socket that everything of a test device goes through.
final class Tcp {
    private Tcp() {}

    /// Connects; cut off by closing the socket when `limit` passes, so that the clock stays the one that was handed in.
    /// @throws IOException when nobody answers there in time
    static Socket connect(Time time, Target target, Duration limit) throws IOException {
        Socket socket = new Socket();
        Time.Timer cut = time.after(limit, () -> closeQuietly(socket));
        try {
            socket.setTcpNoDelay(true);
            InetSocketAddress address = new InetSocketAddress(target.host(), target.port());
            if (address.isUnresolved()) {
                throw new IOException("no such host: " + target.host());
            }
            socket.connect(address);
            if (!target.secure()) {
                return socket;
            }
            return ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(socket, target.host(), target.port(), true);
        } catch (IOException e) {
            closeQuietly(socket);
            throw e;
        } finally {
            cut.cancel();
        }
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // nothing more to be done with a socket that is given up
        }
    }
}
