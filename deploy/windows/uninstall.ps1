<#
.SYNOPSIS
Removes the Windows service vertx-wpd and its programs. Configuration, data and logs stay unless -RemoveData is given.

.DESCRIPTION
Running it again is no error. Exit codes: 0 done, 1 a step failed, 2 it needs an administrator.

.PARAMETER Programs
Where the versions of the program are.

.PARAMETER Data
Where configuration, data and logs are.

.PARAMETER RemoveData
Removes them too: what was accepted, what happened, who asked for it, and the tokens.
#>
[CmdletBinding()]
param(
    [string] $Programs = (Join-Path $env:ProgramFiles 'vertx-wpd'),
    [string] $Data = (Join-Path $env:ProgramData 'vertx-wpd'),
    [switch] $RemoveData
)

. (Join-Path $PSScriptRoot 'common.ps1')

# A directory whose files their owner alone may read, as those of the audit log, is emptied in backup mode.
function Remove-DataDirectory {
    $empty = Join-Path $env:TEMP "vertx-wpd-empty-$PID"
    New-Item -ItemType Directory -Path $empty -Force | Out-Null
    & robocopy.exe $empty $Data /MIR /B /R:0 /W:0 /NFL /NDL /NJH /NJS | Out-Null
    $exitCode = $LASTEXITCODE
    Remove-Item -LiteralPath $empty -Force
    if ($exitCode -ge 8) {
        Stop-Script 1 "$Data could not be emptied: robocopy ended with $exitCode"
    }
    Remove-Item -LiteralPath $Data -Recurse -Force
}

Assert-Administrator
if (Get-Gateway) {
    Stop-Gateway
    Write-Step "Deleting the service $ServiceName"
    Invoke-Program (Join-Path $Programs 'prunsrv.exe') @("//DS//$ServiceName") 'deleting the service'
} else {
    Write-Step "There is no service $ServiceName"
}
if ((Test-Path -LiteralPath $Programs) -and -not $PSScriptRoot.StartsWith($Programs, [StringComparison]::OrdinalIgnoreCase)) {
    Write-Step "Deleting $Programs"
    Remove-Item -LiteralPath $Programs -Recurse -Force
} elseif (Test-Path -LiteralPath $Programs) {
    Write-Step "$Programs stays, because this script is in it: delete it by hand"
}
if ($RemoveData -and (Test-Path -LiteralPath $Data)) {
    Write-Step "Deleting $Data"
    Remove-DataDirectory
} elseif (Test-Path -LiteralPath $Data) {
    Write-Step "$Data stays: -RemoveData deletes it"
}
