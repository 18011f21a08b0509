@echo off
rem SPDX-License-Identifier: Apache-2.0
rem
rem Starts the halfturn command.
rem
rem   JAVA_HOME           the Java to use; otherwise the "java" on the PATH. Java 17 or newer.
rem   HALFTURN_JAVA_OPTS  further options of the Java virtual machine.

setlocal
set "HALFTURN_HOME=%~dp0.."
set "HALFTURN_JAVA=java"
if not "%JAVA_HOME%"=="" set "HALFTURN_JAVA=%JAVA_HOME%\bin\java"

"%HALFTURN_JAVA%" ^
  -XX:TieredStopAtLevel=1 ^
  -XX:+UseSerialGC ^
  -Xshare:auto ^
  -XX:-HeapDumpOnOutOfMemoryError ^
  -XX:+DisableAttachMechanism ^
  -Dsun.net.http.retryPost=false ^
  %HALFTURN_JAVA_OPTS% ^
  -cp "%HALFTURN_HOME%\lib\*;%HALFTURN_HOME%\plugins\*" ^
  dev.halfturn.cli.Main %*
exit /b %ERRORLEVEL%
