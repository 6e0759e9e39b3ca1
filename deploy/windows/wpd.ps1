<#
.SYNOPSIS
Runs a command of the gateway with the Java and the configuration of the service: wpd.ps1 devices, wpd.ps1 doctor.

.DESCRIPTION
Runs as who calls it, in C:\ProgramData\vertx-wpd. After "token" the service is given the right to read the file of the
tokens, which is made for its owner alone. Its exit code is that of the command.
#>
. (Join-Path $PSScriptRoot 'common.ps1')

$Data = Join-Path $env:ProgramData 'vertx-wpd'
$java = Find-Java (Join-Path $PSScriptRoot 'runtime') ''
Push-Location $(if (Test-Path -LiteralPath $Data) { $Data } else { $PSScriptRoot })
& (Join-Path $java 'bin\java.exe') -jar (Join-Path $PSScriptRoot 'vertx-wpd.jar') @args
$exitCode = $LASTEXITCODE
Pop-Location
if ($args -contains 'token' -and (Get-Gateway)) {
    foreach ($file in Get-ChildItem -Path (Join-Path $Data 'conf') -Filter '*.json' -ErrorAction SilentlyContinue) {
        Invoke-Program 'icacls.exe' @($file.FullName, '/grant', "NT SERVICE\${ServiceName}:R", '/Q') 'letting the service read the tokens'
    }
}
exit $exitCode
