package io.tocsin.server.cli;

import io.tocsin.config.Text;
import io.tocsin.config.tls.TlsUnusable;
import io.tocsin.embedded.FolderUnusable;
import io.tocsin.embedded.PortTaken;
import io.tocsin.embedded.StartRefused;
import io.tocsin.journal.CursorCorrupted;
import io.tocsin.journal.JournalCorrupted;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalLocked;
import io.tocsin.journal.JournalTooNew;
import io.tocsin.server.accounts.AccountsUnusable;
import io.tocsin.server.events.EventLog;
import io.tocsin.server.gateways.GatewaysUnusable;
import io.tocsin.server.http.HttpServer;
import io.tocsin.server.live.NotRecoverable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What is said of a fault of the environment: ports, folders, disks, data of another time. */
final class EnvironmentFault {
    private EnvironmentFault() {}

    /** One line; null where the fault is not the environment's. */
    static @Nullable Text line(Throwable fault) {
        String chinese = chinese(fault);
        if (chinese == null) {
            return null;
        }
        String said = said(fault);
        return new Text(chinese + "：" + said, said);
    }

    private static @Nullable String chinese(Throwable fault) {
        if (fault instanceof StartRefused) {
            return fault instanceof PortTaken ? "端口已被占用" : fault instanceof FolderUnusable ? "数据目录无法使用" : "内嵌部件未能启动";
        }
        if (fault instanceof HttpServer.CannotListen) {
            return "HTTP 无法监听";
        }
        if (fault instanceof AccountsUnusable) {
            return "账户文件无法使用";
        }
        if (fault instanceof TlsUnusable) {
            return "TLS 文件无法使用";
        }
        if (fault instanceof GatewaysUnusable) {
            return "网关文件无法使用";
        }
        if (fault instanceof EventLog.Diverged || fault instanceof NotRecoverable) {
            return "数据目录无法恢复，拒绝启动";
        }
        return fault instanceof JournalException journal
                ? chinese(journal)
                : fault instanceof IOException ? "读写失败" : null;
    }

    private static String chinese(JournalException fault) {
        if (fault instanceof JournalLocked) {
            return "数据目录正被其他进程使用";
        }
        if (fault instanceof JournalCorrupted || fault instanceof CursorCorrupted) {
            return "数据已损坏，拒绝启动";
        }
        return fault instanceof JournalTooNew ? "数据由更新的版本写成，拒绝启动" : "磁盘读写失败";
    }

    /** The JDK's own messages are often no more than the name of a file. */
    private static String said(Throwable fault) {
        boolean ours = fault.getClass().getName().startsWith("io.tocsin.");
        String what = ours ? String.valueOf(fault.getMessage()) : "expected to read and write, was " + fault;
        return what.replaceAll("\\s+", " ");
    }
}
