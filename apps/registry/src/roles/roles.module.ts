import { Controller, Get, Module } from '@nestjs/common';
import { RoleList } from '#contracts/access';
import { Route } from '#service-kit/route';
import { roleList } from './roles.rules.js';

@Controller('roles')
export class RolesController {
  @Get()
  @Route({ summary: 'What each role may do, and how far', requires: 'role.read', returns: RoleList })
  list() {
    return roleList();
  }
}

@Module({ controllers: [RolesController] })
export class RolesModule {}
