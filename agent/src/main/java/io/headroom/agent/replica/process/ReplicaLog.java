package io.headroom.agent.replica.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import io.headroom.contracts.agent.LogPiece;

/// The file that a replica's output goes to.
record ReplicaLog(Path file) {

    /// @param after from which byte on; -1: the end of it
    LogPiece read(long after, int most) {
        try (FileChannel in = FileChannel.open(file)) {
            long size = in.size();
            long from = after < 0 ? Math.max(0, size - most) : Math.min(after, size);
            ByteBuffer piece = ByteBuffer.allocate((int) Math.min(most, size - from));
            while (piece.hasRemaining() && in.read(piece, from + piece.position()) >= 0) {}
            int length = whole(piece.flip());
            return new LogPiece(
                    from,
                    from + length,
                    new String(piece.array(), 0, length, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return LogPiece.NOTHING;
        } catch (IOException e) {
            System.getLogger("io.headroom.agent.replica")
                    .log(System.Logger.Level.WARNING, "log cannot be read: " + file, e);
            return LogPiece.NOTHING;
        }
    }

    /// Without the beginning of a character whose end is in the next piece: at most three bytes in UTF-8.
    private static int whole(ByteBuffer piece) {
        int length = piece.limit();
        for (int back = 1; back <= Math.min(3, length - 1); back++) {
            int first = piece.get(length - back) & 0xff;
            if (first < 0x80) {
                return length;
            }
            if (first >= 0xc0) {
                int needs = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
                return needs > back ? length - back : length;
            }
        }
        return length;
    }
}
