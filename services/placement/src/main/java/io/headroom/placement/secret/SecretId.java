package io.headroom.placement.secret;

import io.headroom.contracts.check.Checks;

/// Which secret: names are of one tenant's environment.
record SecretId(String tenant, String environment, String name) {

    SecretId {
        new Checks()
                .name(tenant, "tenant")
                .name(environment, "environment")
                .name(name, "name")
                .done();
    }

    /// What its value is sealed about.
    String about() {
        return tenant + "/" + environment + "/" + name;
    }
}
