/// A certificate for `localhost` that signs itself, and its key, for these tests alone.
enum TestCertificate {
    static let certificatePEM = """
        -----BEGIN CERTIFICATE-----
        MIIBnDCCAUGgAwIBAgIUZFBYv8aq4f7Bk5CVJo/ORIKKfcowCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDEwMjk1OVoYDzIxMjYxMDMx
        MTAyOTU5WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAAQXO+OX6dpefzISK3ISrX5CTUR6USaBCugJFcwnfr3juSAaIUG+1paY
        LWXhsbsLn1kyI/cBFgPizlgPH/SqCZU2o28wbTAdBgNVHQ4EFgQUoBiu/1AusQZc
        eeHERoYpZgxKJZkwHwYDVR0jBBgwFoAUoBiu/1AusQZceeHERoYpZgxKJZkwDwYD
        VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
        zj0EAwIDSQAwRgIhAIohe5xxyhBIWt7AGIb+oS4e6Q8/8zHBbYwOU737sX7BAiEA
        kXCLQJyvoylbm7S8FPYNTRDNpYigWO5MFEEQhJ4uJ8s=
        -----END CERTIFICATE-----

        """
    static let keyPEM = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgBCuhf9Dvjgj1SUlO
        L60aFWxfp63add5bSBg9pxI5DPWhRANCAAQXO+OX6dpefzISK3ISrX5CTUR6USaB
        CugJFcwnfr3juSAaIUG+1paYLWXhsbsLn1kyI/cBFgPizlgPH/SqCZU2
        -----END PRIVATE KEY-----

        """
}
