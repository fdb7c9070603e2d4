package io.tocsin.server.accounts;

import java.io.IOException;

/** The file of accounts is not as we wrote it. Told in one line; nothing was changed. */
public final class AccountsUnusable extends IOException {
    private static final long serialVersionUID = 1;

    AccountsUnusable(String message) {
        super(message);
    }
}
